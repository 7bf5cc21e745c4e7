import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { WaitlistEntry } from "@/api";
import { isolated } from "@/lib/bidi";
import { Button, Dialog, Field } from "@/ui";

interface Props {
  entry: WaitlistEntry;
  isPending: boolean;
  onClose: () => void;
  onOffer: (reason: string) => void;
}

/** Offers places to somebody who isn't the first in line; why is kept for the team. */
export function OfferDialog({ entry, isPending, onClose, onOffer }: Props) {
  const [reason, setReason] = useState("");
  const name = isolated(entry.name);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Offer places to ${name}?`}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="filled"
            isPending={isPending}
            isDisabled={!reason.trim()}
            onPress={() => onOffer(reason)}
          >
            {t`Offer`}
          </Button>
        </>
      }
    >
      <Field
        label={t`Why it's their turn`}
        hint={t`Others have waited longer. Your team sees the reason, guests don't.`}
        multiline
        dir="auto"
        maxLength={1000}
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </Dialog>
  );
}
