import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee } from "@/api";
import { Button, Confirm, toast } from "@/ui";
import { useAnswerFor, useRemoveGuests } from "../queries";

interface Props {
  eventId: string;
  rows: Attendee[];
  onDone: () => void;
}

/** Actions for all selected guests. */
export function BulkBar({ eventId, rows, onDone }: Props) {
  const answer = useAnswerFor(eventId);
  const remove = useRemoveGuests(eventId);
  const [isAsking, setAsking] = useState(false);
  const number = rows.length;
  const finish = {
    onSuccess: () => {
      toast.show(plural(number, { one: "# guest changed", other: "# guests changed" }));
      setAsking(false);
      onDone();
    },
    onError: (error: Error) => toast.error(messageOf(error)),
  };
  const answerAll = (status: "going" | "declined") =>
    answer.mutate(
      rows.map((row) => ({ id: row.id, status })),
      finish,
    );
  const isBusy = answer.isPending || remove.isPending;
  return (
    <div
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
        onPress={() => answerAll("going")}
      >{t`Mark as coming`}</Button>
      <Button
        size="small"
        isDisabled={isBusy}
        onPress={() => answerAll("declined")}
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
        isPending={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(
            rows.map((row) => row.id),
            finish,
          )
        }
      >
        <p>{t`Their seats are freed. Your address book keeps the people.`}</p>
      </Confirm>
    </div>
  );
}
