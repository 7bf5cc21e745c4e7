import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type AlikeGuest } from "@/api";
import { seatName } from "@/lib/seatLabels";
import { Button, Notice, PersonChoices, toast, type PersonLine } from "@/ui";
import { useMerge } from "../duplicates";
import { useUndoMergeOfTwo } from "../merging";

interface Props {
  eventId: string;
  guests: AlikeGuest[];
  keep: string;
  onKeep: (id: string) => void;
}

/** Compares possible duplicates, lets the user choose whom to keep, and merges the others into them. */
export function ComparePeople({ eventId, guests, keep, onKeep }: Props) {
  const merge = useMerge(eventId);
  const undo = useUndoMergeOfTwo(eventId);
  const [lastTried, setLastTried] = useState<AlikeGuest | null>(null);
  const kept = guests.find((one) => one.id === keep) ?? guests[0];
  if (!kept) return null;
  const run = (remove: AlikeGuest, isOnList: boolean) => {
    setLastTried(remove);
    merge.mutate(
      { keep: kept, remove, isOnList },
      {
        onSuccess: ({ merge_id }) =>
          toast.show(t`${remove.name} is merged into ${kept.name}`, undo(merge_id)),
      },
    );
  };
  return (
    <>
      <PersonChoices
        people={guests}
        linesOf={linesOf}
        value={kept.id}
        onChange={(id) => {
          merge.reset();
          onKeep(id);
        }}
        isDisabled={merge.isPending}
      />
      {merge.isError && lastTried && (
        <Refusal
          error={merge.error}
          eventId={eventId}
          isPending={merge.isPending}
          onRemoveAndMerge={() => run(lastTried, true)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {guests
          .filter((one) => one.id !== kept.id)
          .map((one) => (
            <Button
              key={one.id}
              isPending={merge.isPending && lastTried?.id === one.id}
              isDisabled={merge.isPending}
              className="max-w-full"
              onPress={() => run(one, false)}
            >
              <span className="truncate">
                {guests.length > 2
                  ? t`Merge ${one.name} (${one.party ?? "—"}) into the kept one`
                  : t`Merge`}
              </span>
            </Button>
          ))}
      </div>
    </>
  );
}

function linesOf(guest: AlikeGuest): PersonLine[] {
  return [
    [t`E-mail`, guest.email],
    [t`Phone`, guest.phone],
    [t`Party`, guest.party],
    [t`Reply`, answerText(guest.status)],
    [t`Seat`, guest.seat_number && seatName(guest.seat_number)],
  ];
}

function answerText(status: AlikeGuest["status"]): string {
  return status === "confirmed"
    ? t`Coming`
    : status === "declined"
      ? t`Not coming`
      : t`No reply yet`;
}

/** Why the merge was refused. If both are on this event's list only, a button removes one and merges. */
function Refusal({
  error,
  eventId,
  isPending,
  onRemoveAndMerge,
}: {
  error: Error;
  eventId: string;
  isPending: boolean;
  onRemoveAndMerge: () => void;
}) {
  const events =
    error instanceof Problem &&
    error.type === "/problems/both-on-list" &&
    Array.isArray(error.body.events)
      ? (error.body.events as { event_id: string }[])
      : [];
  const isHere = events.length === 1 && events[0]?.event_id === eventId;
  return (
    <Notice tone="warning">
      <p dir="auto">{messageOf(error)}</p>
      {isHere && (
        <p className="mt-1">{t`The reply and seat of the one you keep stay; the other's are removed.`}</p>
      )}
      {isHere && (
        <Button
          size="small"
          className="mt-3"
          isPending={isPending}
          onPress={onRemoveAndMerge}
        >{t`Remove the other and merge`}</Button>
      )}
    </Notice>
  );
}
