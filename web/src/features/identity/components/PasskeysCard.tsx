import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem } from "@/api";
import { ago } from "@/lib/dates";
import { Button, Card, Chip, Confirm, LoadError, Skeleton, toast } from "@/ui";
import {
  hasPasskeys,
  passkeyFault,
  useAddPasskey,
  usePasskeys,
  useRemovePasskey,
  type Passkey,
} from "../passkeys";
import { LogInAgain } from "./LogInAgain";
import { PasskeyName } from "./PasskeyName";

/** Adds, renames and deletes passkeys; nothing where the browser has none and the account neither. */
export function PasskeysCard() {
  const passkeys = usePasskeys();
  const add = useAddPasskey();
  const [problem, setProblem] = useState<Problem | null>(null);
  const rows = passkeys.data ?? [];
  const canAdd = hasPasskeys();
  if (!canAdd && rows.length === 0) return null;
  const onError = (error: unknown) => {
    if (error instanceof Problem && error.type.endsWith("/recent-login-needed")) setProblem(error);
    else {
      const fault = passkeyFault(error);
      if (fault) toast.error(fault);
    }
  };
  return (
    <Card title={t`Passkeys`}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm text-quiet">
          {t`Log in with your face, finger or screen lock instead of a password.`}
        </p>
        {problem && <LogInAgain message={messageOf(problem)} />}
        {passkeys.error && (
          <LoadError message={messageOf(passkeys.error)} onRetry={() => void passkeys.refetch()} />
        )}
        {passkeys.isPending && <Skeleton lines={2} />}
        {rows.length > 0 && (
          <ul className="w-full divide-y divide-line">
            {rows.map((passkey) => (
              <PasskeyRow key={passkey.id} passkey={passkey} onError={onError} />
            ))}
          </ul>
        )}
        {passkeys.isSuccess && rows.length === 0 && (
          <p className="text-sm text-quiet">{t`You have no passkeys yet.`}</p>
        )}
        {canAdd && (
          <Button
            isPending={add.isPending}
            onPress={() =>
              add.mutate(undefined, { onSuccess: () => toast.show(t`Passkey added`), onError })
            }
          >{t`Add passkey`}</Button>
        )}
      </div>
    </Card>
  );
}

function PasskeyRow({ passkey, onError }: { passkey: Passkey; onError: (error: unknown) => void }) {
  const remove = useRemovePasskey();
  const [open, setOpen] = useState<"name" | "delete" | null>(null);
  const close = () => setOpen(null);
  const { id, name } = passkey;
  const added = ago(passkey.created_at);
  const used = passkey.last_used_at && ago(passkey.last_used_at);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          <bdi>{name}</bdi>
          {passkey.is_synced && <Chip>{t`On all your devices`}</Chip>}
        </p>
        <p className="text-sm text-quiet">
          {used ? t`Added ${added} · last used ${used}` : t`Added ${added} · not used yet`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-label={t`Rename ${name}`} onPress={() => setOpen("name")}>
          {t`Rename`}
        </Button>
        <Button size="small" aria-label={t`Delete ${name}`} onPress={() => setOpen("delete")}>
          {t`Delete`}
        </Button>
      </div>
      {open === "name" && <PasskeyName passkey={passkey} onClose={close} />}
      <Confirm
        title={t`Delete passkey?`}
        isOpen={open === "delete"}
        onClose={close}
        action={t`Delete passkey`}
        isDanger
        isPending={remove.isPending}
        onConfirm={() =>
          remove.mutate(id, {
            onSuccess: () => toast.show(t`Passkey deleted`),
            onError,
            onSettled: close,
          })
        }
      >
        <p>
          {t`${name} will no longer log in to your account. Your device may go on offering it until you delete it there too.`}
        </p>
      </Confirm>
    </li>
  );
}
