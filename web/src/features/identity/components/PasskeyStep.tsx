import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { Button, Notice } from "@/ui";
import { declinePasskey, passkeyFault, useAddPasskey } from "../passkeys";

/** Offers a passkey to somebody who has just logged in by a code. */
export function PasskeyStep({ onDone }: { onDone: () => void }) {
  const add = useAddPasskey();
  const fault = add.error && passkeyFault(add.error);
  return (
    <>
      {fault && <Notice tone="danger">{fault}</Notice>}
      <p className="text-sm text-quiet">
        {t`A passkey stays on your devices. There is nothing to remember, and no code to wait for.`}
      </p>
      <div className="flex flex-col gap-3">
        <Button
          tone="filled"
          size="large"
          icon={<Fingerprint aria-hidden size={18} />}
          isPending={add.isPending}
          onPress={() => add.mutate(undefined, { onSuccess: onDone })}
        >{t`Add passkey`}</Button>
        <Button
          size="large"
          onPress={() => {
            declinePasskey();
            onDone();
          }}
        >{t`Not now`}</Button>
      </div>
    </>
  );
}
