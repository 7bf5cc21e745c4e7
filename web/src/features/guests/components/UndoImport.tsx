import { plural, t } from "@lingui/core/macro";
import { useEffect, useEffectEvent, useState } from "react";
import { messageOf, useTask } from "@/api";
import { Button, Confirm, Notice, toast } from "@/ui";
import { undoResult, useRefreshGuests, useUndoImport, type ImportUndone } from "../imports";

/** Takes an import back: removes the guests it added, except those who were changed since. */
export function UndoImport({
  eventId,
  importId,
  onUndone,
}: {
  eventId: string;
  importId: string;
  onUndone: () => void;
}) {
  const undo = useUndoImport(eventId);
  const refreshed = useRefreshGuests(eventId);
  const [isAsking, setAsking] = useState(false);
  const [taskId, setTaskId] = useState<string | null>(null);
  const task = useTask(taskId, undoResult).data;
  const finish = (undone: ImportUndone) => {
    toast.show(undoneText(undone));
    refreshed();
    onUndone();
  };
  const tell = useEffectEvent(finish);
  const result = task?.status === "done" ? task.result : null;
  useEffect(() => {
    if (result) tell(result);
  }, [result]);
  const hasFailed = task?.status === "failed" || task?.status === "canceled";
  const start = () =>
    undo.mutate(importId, {
      onSuccess: (answer) => ("task_id" in answer ? setTaskId(answer.task_id) : finish(answer)),
      onError: (error) => toast.error(messageOf(error)),
      onSettled: () => setAsking(false),
    });
  return (
    <>
      {hasFailed && <Notice tone="danger">{task.error ?? t`The import wasn't undone.`}</Notice>}
      <Button
        tone="quiet"
        isPending={undo.isPending || (taskId !== null && !hasFailed)}
        onPress={() => setAsking(true)}
      >{t`Undo import`}</Button>
      <Confirm
        title={t`Undo this import?`}
        action={t`Undo import`}
        isDanger
        isOpen={isAsking}
        isPending={undo.isPending}
        onClose={() => setAsking(false)}
        onConfirm={start}
      >
        <p>{t`The guests and invitations that it added are removed, except for those who were changed since. You can do this for 24 hours.`}</p>
      </Confirm>
    </>
  );
}

function undoneText({ attendees, kept }: ImportUndone): string {
  const removed = plural(attendees, { one: "# guest removed.", other: "# guests removed." });
  if (kept === 0) return removed;
  const left = plural(kept, {
    one: "# was changed since and stays.",
    other: "# were changed since and stay.",
  });
  return `${removed} ${left}`;
}
