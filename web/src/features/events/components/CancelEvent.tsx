import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type EventRow } from "@/api";
import { typeable } from "@/lib/typeable";
import { Confirm, Field, toast } from "@/ui";
import { useCancelEvent } from "../queries";

interface Props {
  event: EventRow;
  isOpen: boolean;
  onClose: () => void;
}

/** Cancels the event, with a reason for the guests. */
export function CancelEvent({ event, isOpen, onClose }: Props) {
  const cancel = useCancelEvent(event.id);
  const [reason, setReason] = useState("");
  const isKnown = event.status === "published";
  return (
    <Confirm
      title={t`Cancel “${event.title}”?`}
      action={isKnown ? t`Cancel event and notify guests` : t`Cancel event`}
      cancel={t`Keep event`}
      isDanger
      typed={typeable(event.title)}
      isOpen={isOpen}
      isPending={cancel.isPending}
      onClose={onClose}
      onConfirm={() =>
        cancel.mutate(reason.trim(), {
          onSuccess: () => {
            onClose();
            toast.show(
              isKnown ? t`Event canceled. Your guests are being notified.` : t`Event canceled`,
            );
          },
          onError: (error) => toast.error(messageOf(error)),
        })
      }
    >
      <p>
        {isKnown
          ? t`Guests see it on their page and get a message. Held seats are released. You can reopen the event as a draft, but the messages can't be taken back.`
          : t`Held seats are released. You can reopen the event as a draft.`}
      </p>
      <Field
        label={t`Reason for your guests (optional)`}
        multiline
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
    </Confirm>
  );
}
