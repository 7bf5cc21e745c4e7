import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { Button, Notice } from "@/ui";
import {
  canAutofill,
  hasPasskeys,
  passkeyFault,
  stopAutofill,
  useLogInByPasskey,
} from "../passkeys";

/** A challenge works for five minutes; a log-in page may stay open for longer. */
const ASK_AGAIN = 4 * 60_000;

/** Logs in with a passkey at a press, or when one is chosen from what the browser fills in. Nothing where there are none. */
export function PasskeyButton({
  onLoggedIn,
  onError,
}: {
  onLoggedIn: () => void;
  onError: (error: unknown) => void;
}) {
  const logIn = useLogInByPasskey();
  const filled = useLogInByPasskey();
  const wait = useEffectEvent(() => {
    if (!logIn.isPending) filled.mutate({ isAutofill: true }, { onSuccess: onLoggedIn, onError });
  });
  useEffect(() => {
    let isOver = false;
    let timer: number | undefined;
    void canAutofill().then((can) => {
      if (!can || isOver) return;
      wait();
      timer = window.setInterval(wait, ASK_AGAIN);
    });
    return () => {
      isOver = true;
      window.clearInterval(timer);
      if (timer !== undefined) void stopAutofill();
    };
  }, []);
  if (!hasPasskeys()) return null;
  const error = logIn.error ?? filled.error;
  const fault = error && passkeyFault(error);
  return (
    <>
      {fault && <Notice tone="danger">{fault}</Notice>}
      <Button
        size="large"
        icon={<Fingerprint aria-hidden size={18} />}
        isPending={logIn.isPending}
        onPress={() => logIn.mutate({ isAutofill: false }, { onSuccess: onLoggedIn, onError })}
      >{t`Use a passkey`}</Button>
    </>
  );
}
