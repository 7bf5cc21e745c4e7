import type { CalendarDateTime } from "@internationalized/date";
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type Seat } from "@/api";
import { useEvent } from "@/features/events";
import { toInstant } from "@/lib/dates";
import { Button, Field, FormDialog, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useHouse } from "../queries";

const schema = z.object({
  house: z.string().trim().min(1),
  house_until: z.custom<CalendarDateTime | null>(),
});

/** Keeps the selected seats back for somebody (press, family), or frees them. */
export function HouseSeats({ eventId, seats }: { eventId: string; seats: Seat[] }) {
  const house = useHouse(eventId);
  const [isOpen, setOpen] = useState(false);
  const zone = useEvent(eventId).data?.timezone ?? "UTC";
  const ids = seats.map((seat) => seat.id);
  const number = ids.length;
  const kept = seats.filter((seat) => seat.house);
  const form = useForm({
    schema,
    values: { house: "", house_until: null },
    save: ({ house: name, house_until }) =>
      house.mutateAsync({
        seat_ids: ids,
        house: name,
        ...(house_until ? { house_until: toInstant(house_until, zone) } : {}),
      }),
    onSaved: (_, kept) => {
      toast.show(
        plural(number, {
          one: `# seat held back for ${kept.house}`,
          other: `# seats held back for ${kept.house}`,
        }),
      );
      setOpen(false);
    },
  });
  return (
    <div className="flex flex-col gap-2">
      {kept.length > 0 && (
        <p className="text-sm text-quiet">{t`Held back for ${[...new Set(kept.map((seat) => seat.house))].join(", ")}: guests can't pick it, but you can assign it.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setOpen(true)}>{t`Hold back…`}</Button>
        {kept.length > 0 && (
          <Button
            isPending={house.isPending}
            onPress={() =>
              house.mutate(
                { seat_ids: kept.map((seat) => seat.id) },
                { onError: (error) => toast.error(messageOf(error)) },
              )
            }
          >{t`Release`}</Button>
        )}
      </div>
      <FormDialog
        title={plural(number, { one: "Hold back # seat", other: "Hold back # seats" })}
        action={t`Hold back`}
        form={form}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        className="gap-5"
      >
        <Field
          label={t`For`}
          placeholder={t`Press, family, sponsors`}
          {...form.bind("house")}
          maxLength={60}
          autoFocus
        />
        <DateTime
          label={t`Until`}
          hint={t`After this, guests can pick them. Leave empty to hold them back permanently.`}
          {...form.bind("house_until")}
        />
      </FormDialog>
    </div>
  );
}
