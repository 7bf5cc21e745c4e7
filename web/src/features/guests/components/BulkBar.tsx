import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf } from "@/api";
import { bottomBar, Button, Confirm, toast } from "@/ui";
import { useChangeGuests, type BulkValues, type Chosen } from "../queries";
import { useUndo } from "../undo";
import { BulkEdit } from "./BulkEdit";
import { PartyMenu } from "./PartyMenu";

interface Props {
  eventId: string;
  chosen: Chosen;
  number: number;
  onDone: () => void;
}

/** Actions for all selected guests. */
export function BulkBar({ eventId, chosen, number, onDone }: Props) {
  const change = useChangeGuests(eventId);
  const undo = useUndo(eventId);
  const [asking, setAsking] = useState<"remove" | "edit" | null>(null);
  const changed = (
    batches: string[],
    done = plural(number, { one: "# guest changed", other: "# guests changed" }),
  ) => {
    toast.show(done, undo(batches));
    setAsking(null);
    onDone();
  };
  const changeAll = (set: BulkValues, done?: string) =>
    change.mutate(
      { ...chosen, set },
      {
        onSuccess: (batches) => changed(batches, done),
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
      <Button size="small" isDisabled={isBusy} onPress={() => setAsking("edit")}>{t`Edit`}</Button>
      <PartyMenu number={number} isDisabled={isBusy} onChange={changeAll} />
      <Button
        size="small"
        tone="danger"
        isDisabled={isBusy}
        onPress={() => setAsking("remove")}
      >{t`Remove from event`}</Button>
      <Button size="small" tone="quiet" onPress={onDone}>{t`Clear`}</Button>
      {asking === "edit" && (
        <BulkEdit
          number={number}
          onSave={async (set) => changed(await change.mutateAsync({ ...chosen, set }))}
          onClose={() => setAsking(null)}
        />
      )}
      <Confirm
        title={plural(number, {
          one: "Remove # guest from the event?",
          other: "Remove # guests from the event?",
        })}
        action={t`Remove from event`}
        isDanger
        isOpen={asking === "remove"}
        isPending={change.isPending}
        onClose={() => setAsking(null)}
        onConfirm={() => changeAll({ status: "canceled" })}
      >
        <p>{t`Their seats are freed. You can undo this, or restore them later from the list of removed guests.`}</p>
      </Confirm>
    </div>
  );
}
