import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { Button, Confirm, Notice } from "@/ui";
import { undoResult, useUndoImport, type ImportUndone } from "../imports";
import { useUndoTask } from "../undoTask";

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
  const [isAsking, setAsking] = useState(false);
  const undo = useUndoTask(eventId, useUndoImport(eventId), undoResult, undoneText, onUndone);
  return (
    <>
      {undo.hasFailed && (
        <Notice tone="danger">{undo.error ?? t`The import wasn't undone.`}</Notice>
      )}
      <Button
        tone="quiet"
        isPending={undo.isAsking || undo.isBusy}
        onPress={() => setAsking(true)}
      >{t`Undo import`}</Button>
      <Confirm
        title={t`Undo this import?`}
        action={t`Undo import`}
        isDanger
        isOpen={isAsking}
        isPending={undo.isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => undo.start(importId, () => setAsking(false))}
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
