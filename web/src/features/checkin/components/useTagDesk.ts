import { useMutation } from "@tanstack/react-query";
import { client, ok } from "@/api";
import type { DoorEngine } from "../offline/engine";

/** Binds a tag to somebody's ticket or unbinds it, then refreshes the roster. */
export function useBindTag(engine: DoorEngine) {
  return useMutation({
    mutationFn: ({ attendeeId, tag }: { attendeeId: string; tag: string | null }) =>
      ok(
        client.PUT("/api/attendees/{attendee_id}/tag", {
          params: { path: { attendee_id: attendeeId } },
          body: { tag_uid: tag },
        }),
      ),
    onSettled: () => void engine.tick(),
  });
}
