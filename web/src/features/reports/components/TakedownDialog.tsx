import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button, Dialog, Field } from "@/ui";

interface Props {
  title: string;
  isPending: boolean;
  onClose: () => void;
  onTakeDown: (reason: string) => void;
}

/** Asks why an event is taken down. */
export function TakedownDialog({ title, isPending, onClose, onTakeDown }: Props) {
  const [reason, setReason] = useState("");
  const isEmpty = reason.trim() === "";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Take down “${title}”?`}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="danger"
            isPending={isPending}
            isDisabled={isEmpty}
            onPress={() => onTakeDown(reason.trim())}
          >{t`Take down`}</Button>
        </>
      }
    >
      <div className="stack">
        <p className="text-sm text-quiet">
          {t`Nobody but its team can see it from then on, no one can join or reply, and nothing is sent to its guests. All its open reports are upheld.`}
        </p>
        <Field
          label={t`Reason`}
          hint={t`The team of the event reads it.`}
          multiline
          dir="auto"
          maxLength={1000}
          value={reason}
          onChange={setReason}
        />
      </div>
    </Dialog>
  );
}
