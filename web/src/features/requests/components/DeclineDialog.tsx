import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import type { JoinRequest } from "@/api";
import { isolated } from "@/lib/bidi";
import { Button, Dialog, Field } from "@/ui";
import { reasons } from "../model";

interface Props {
  requests: JoinRequest[];
  isPending: boolean;
  onClose: () => void;
  onDecline: (message: string) => void;
}

/** Declines requests, with a word to those who asked. */
export function DeclineDialog({ requests, isPending, onClose, onDecline }: Props) {
  const [message, setMessage] = useState("");
  const name = isolated(requests[0]?.name ?? "");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        requests.length === 1
          ? t`Decline ${name}?`
          : plural(requests.length, { one: "Decline # request?", other: "Decline # requests?" })
      }
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button tone="filled" isPending={isPending} onPress={() => onDecline(message)}>
            {t`Decline`}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field
          label={t`A word to them`}
          hint={t`They read it in the mail that tells them. It can stay empty.`}
          multiline
          dir="auto"
          maxLength={2000}
          value={message}
          onChange={setMessage}
        />
        <div className="flex flex-col items-start gap-2" role="group" aria-label={t`Ready words`}>
          {reasons().map((reason) => (
            <Button
              key={reason}
              size="small"
              className="h-auto py-2 text-start whitespace-normal"
              onPress={() => setMessage(reason)}
            >
              {reason}
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
