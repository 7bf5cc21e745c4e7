import { z } from "zod";

/** The proposed seating and the preferences that couldn't be met. */
export const arrangement = z.object({
  seats: z.array(
    z.object({
      attendee_id: z.string(),
      name: z.string(),
      party: z.string(),
      seat_id: z.string(),
    }),
  ),
  people: z.number(),
  unmet: z.array(
    z.object({
      kind: z.enum(["together", "apart", "unseated", "split"]),
      parties: z.array(z.string()),
      people: z.number().optional(),
      pieces: z.number().optional(),
    }),
  ),
});

export type Arrangement = z.infer<typeof arrangement>;
