import { plural, t } from "@lingui/core/macro";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api";
import { BroadcastForm } from "@/features/broadcasts";
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
  const [asking, setAsking] = useState<"remove" | "edit" | "write" | null>(null);
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
        icon={<PenLine aria-hidden size={14} />}
        isDisabled={isBusy}
        onPress={() => setAsking("write")}
      >{t`Write`}</Button>
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
      {asking === "write" && (
        <BroadcastForm
          eventId={eventId}
          chosen={{ audience: chosen, number }}
          onClose={() => setAsking(null)}
          onSaved={(saved) => {
            toast.show(
              saved.status === "draft" ? t`Saved as a draft` : t`Your message is on its way`,
            );
            setAsking(null);
            onDone();
          }}
        />
      )}
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
