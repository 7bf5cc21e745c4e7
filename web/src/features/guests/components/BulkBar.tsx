import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee } from "@/api";
import { bottomBar, Button, Confirm, toast } from "@/ui";
import { useChangeGuests, type BulkValues } from "../queries";
import { useUndo } from "../undo";

interface Props {
  eventId: string;
  rows: Attendee[];
  onDone: () => void;
}

/** Actions for all selected guests. */
export function BulkBar({ eventId, rows, onDone }: Props) {
  const change = useChangeGuests(eventId);
  const undo = useUndo(eventId);
  const [isAsking, setAsking] = useState(false);
  const number = rows.length;
  const changeAll = (set: BulkValues) =>
    change.mutate(
      { ids: rows.map((row) => row.id), set },
      {
        onSuccess: (batches) => {
          toast.show(
            plural(number, { one: "# guest changed", other: "# guests changed" }),
            undo(batches),
          );
          setAsking(false);
          onDone();
        },
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  const isBusy = change.isPending;
  return (
    <div
      {...bottomBar}
      role="region"
      aria-label={t`Selected guests`}
      className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center justify-center gap-2 rounded-card border border-line bg-surface px-4 py-2 shadow-float animate-[rise_var(--motion)_ease-out]"
    >
      <span data-figures className="px-2 text-sm font-medium">
        {plural(number, { one: "# selected", other: "# selected" })}
      </span>
      <Button
        size="small"
        isDisabled={isBusy}
        onPress={() => changeAll({ status: "going" })}
      >{t`Mark as coming`}</Button>
      <Button
        size="small"
        isDisabled={isBusy}
        onPress={() => changeAll({ status: "declined" })}
      >{t`Mark as not coming`}</Button>
      <Button
        size="small"
        tone="danger"
        isDisabled={isBusy}
        onPress={() => setAsking(true)}
      >{t`Remove from event`}</Button>
      <Button size="small" tone="quiet" onPress={onDone}>{t`Clear`}</Button>
      <Confirm
        title={plural(number, {
          one: "Remove # guest from the event?",
          other: "Remove # guests from the event?",
        })}
        action={t`Remove from event`}
        isDanger
        isOpen={isAsking}
        isPending={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => changeAll({ status: "canceled" })}
      >
        <p>{t`Their seats are freed. You can undo this, or restore them later from the list of removed guests.`}</p>
      </Confirm>
    </div>
  );
}
