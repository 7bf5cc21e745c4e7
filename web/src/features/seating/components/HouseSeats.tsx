import type { CalendarDateTime } from "@internationalized/date";
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Seat } from "@/api";
import { useEvent } from "@/features/events";
import { toInstant } from "@/lib/dates";
import { Button, Dialog, Field, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useHouse } from "../queries";

/** Keeps the chosen seats back for somebody (press, family), or gives them free. */
export function HouseSeats({ eventId, seats }: { eventId: string; seats: Seat[] }) {
  const house = useHouse(eventId);
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [until, setUntil] = useState<CalendarDateTime | null>(null);
  const zone = useEvent(eventId).data?.timezone ?? "UTC";
  const ids = seats.map((seat) => seat.id);
  const number = ids.length;
  const kept = seats.filter((seat) => seat.house);
  const fail = (error: Error) => void toast.error(messageOf(error));
  const keep = () =>
    house.mutate(
      {
        seat_ids: ids,
        house: name.trim(),
        ...(until ? { house_until: toInstant(until, zone) } : {}),
      },
      {
        onSuccess: () => {
          toast.show(
            plural(number, {
              one: `# seat kept for ${name.trim()}`,
              other: `# seats kept for ${name.trim()}`,
            }),
          );
          setOpen(false);
        },
        onError: fail,
      },
    );
  return (
    <div className="flex flex-col gap-2">
      {kept.length > 0 && (
        <p className="text-sm text-quiet">{t`Kept for ${[...new Set(kept.map((seat) => seat.house))].join(", ")}: guests can't pick it, you can give it.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setOpen(true)}>{t`Keep back…`}</Button>
        {kept.length > 0 && (
          <Button
            isPending={house.isPending}
            onPress={() =>
              house.mutate({ seat_ids: kept.map((seat) => seat.id) }, { onError: fail })
            }
          >{t`Give free`}</Button>
        )}
      </div>
      <Dialog
        title={plural(number, { one: "Keep # seat back", other: "Keep # seats back" })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button tone="quiet" onPress={() => setOpen(false)}>{t`Not now`}</Button>
            <Button
              tone="filled"
              isDisabled={!name.trim()}
              isPending={house.isPending}
              onPress={keep}
            >{t`Keep back`}</Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) keep();
          }}
        >
          <Field
            label={t`For whom?`}
            placeholder={t`Press, family, sponsors`}
            value={name}
            onChange={setName}
            maxLength={60}
            autoFocus
          />
          <DateTime
            label={t`Until`}
            hint={t`Then guests can pick them. Leave it empty to keep them for good.`}
            value={until}
            onChange={setUntil}
          />
          <button type="submit" hidden />
        </form>
      </Dialog>
    </div>
  );
}
