import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf } from "@/api";
import { Button, Card, Confirm, LinkButton, Notice } from "@/ui";
import { useCloseAccount } from "../queries";

/** What is stored about the account as a file, and closing it. */
export function DataCard() {
  const [isAsked, setAsked] = useState(false);
  const close = useCloseAccount();
  return (
    <Card title={t`Your data`}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm text-quiet">
          {t`Everything that is stored about your account, as a ZIP file.`}
        </p>
        <LinkButton href="/api/me/export" download>{t`Download your data`}</LinkButton>
        <p className="text-sm text-quiet">
          {t`Closing your account removes your name, addresses, profile and pictures.`}
        </p>
        {close.error && <Notice tone="danger">{messageOf(close.error)}</Notice>}
        <Button tone="danger" onPress={() => setAsked(true)}>{t`Close account`}</Button>
      </div>
      <Confirm
        title={t`Close your account?`}
        action={t`Close account`}
        isDanger
        isOpen={isAsked}
        isPending={close.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() => close.mutate(undefined, { onError: () => setAsked(false) })}
      >
        <p>{t`You leave all teams, and nobody can log in here any more. This can't be undone.`}</p>
      </Confirm>
    </Card>
  );
}
