import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type BookGuest } from "@/api";
import { useEvents } from "@/features/events";
import { Button, Confirm, Notice, Select, toast } from "@/ui";
import { usePutOnEvent, useTakeOffAgain } from "../queries";
import { MergeTwo } from "./MergeTwo";

interface Props {
  organization: string;
  guests: BookGuest[];
  onDone: () => void;
}

/** What can be done with the selected people. */
export function BookActions({ organization, guests, onDone }: Props) {
  const [asks, setAsks] = useState<"event" | "merge" | null>(null);
  const close = () => setAsks(null);
  const count = guests.length;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-5 py-2 text-sm">
      <span className="flex-1 basis-32 font-medium">
        {plural(count, { one: "# person selected", other: "# people selected" })}
      </span>
      <Button size="small" onPress={() => setAsks("event")}>{t`Put on an event`}</Button>
      {count === 2 && <Button size="small" onPress={() => setAsks("merge")}>{t`Merge`}</Button>}
      <Button size="small" tone="quiet" onPress={onDone}>{t`Clear selection`}</Button>
      {asks === "event" && (
        <PutOnEvent organization={organization} guests={guests} onClose={close} onDone={onDone} />
      )}
      {asks === "merge" && <MergeTwo guests={guests} onClose={close} onDone={onDone} />}
    </div>
  );
}

function PutOnEvent({ organization, guests, onClose, onDone }: Props & { onClose: () => void }) {
  const takeOff = useTakeOffAgain();
  const events = (useEvents().data ?? []).filter(
    (event) =>
      event.organization_id === organization && event.can?.edit_guests && event.when !== "past",
  );
  const [chosen, setChosen] = useState("");
  const eventId = chosen || (events[0]?.id ?? "");
  const put = usePutOnEvent(eventId);
  const undo = async (batch: string) => {
    try {
      const { kept } = await takeOff(eventId, batch);
      toast.show(kept > 0 ? t`Undone, except for guests who were changed again` : t`Undone`);
    } catch (error) {
      toast.error(messageOf(error));
    }
  };
  const run = () => {
    if (!eventId) return;
    put.mutate(
      guests.map((one) => one.id),
      {
        onSuccess: ({ added, already, batch_id }) => {
          toast.show(
            t`Added: ${added}. Already on the list: ${already}.`,
            added > 0 ? { label: t`Undo`, run: () => void undo(batch_id) } : undefined,
          );
          onClose();
          onDone();
        },
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  };
  return (
    <Confirm
      title={t`Put on an event`}
      action={t`Put on the list`}
      isOpen
      isPending={put.isPending}
      onClose={onClose}
      onConfirm={run}
    >
      {eventId ? (
        <div className="flex flex-col gap-3">
          <Select
            label={t`Event`}
            options={events.map(({ id, title }) => ({ id, label: title }))}
            value={eventId}
            onChange={setChosen}
          />
          <p>{t`Each of them gets an invitation of their own. Nothing is sent yet.`}</p>
        </div>
      ) : (
        <Notice>{t`There is no coming event of this organization whose guests you may edit.`}</Notice>
      )}
    </Confirm>
  );
}
