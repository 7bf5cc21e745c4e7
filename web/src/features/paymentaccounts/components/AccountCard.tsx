import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type PaymentAccount, type Problem } from "@/api";
import { LogInAgain } from "@/features/identity";
import { ago } from "@/lib/dates";
import { Card, Chip, Confirm, Menu, Notice, Switch, toast } from "@/ui";
import { needsLogin, wayLabel } from "../model";
import { useRemoveAccount, useSwitchAccount } from "../queries";
import { WebhookHelp } from "./WebhookHelp";

interface Props {
  organizationId: string;
  account: PaymentAccount;
  onReplace: () => void;
}

/** One account at a provider: whether it is on, when it was last heard of, and its webhook. */
export function AccountCard({ organizationId, account, onReplace }: Props) {
  const change = useSwitchAccount(organizationId);
  const [isAsking, setAsking] = useState(false);
  const name = wayLabel(account.provider);
  const isTest = account.mode === "test";
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {name}
          <Chip tone={isTest ? "warning" : "positive"}>{isTest ? t`Test mode` : t`Live mode`}</Chip>
          {!account.is_active && <Chip>{t`Off`}</Chip>}
        </span>
      }
      actions={
        <Menu
          label={t`More about ${name}`}
          actions={[
            { id: "keys", label: t`Replace keys`, onAction: onReplace },
            {
              id: "remove",
              label: t`Remove`,
              isDanger: true,
              startsGroup: true,
              onAction: () => setAsking(true),
            },
          ]}
        />
      }
    >
      <div className="flex flex-col gap-4">
        <p className="flex flex-wrap gap-x-3 text-sm text-quiet">
          <bdi>{account.name || account.account}</bdi>
          {account.checked_at && <span>{t`Keys checked ${ago(account.checked_at)}`}</span>}
          <span>
            {account.last_event_at
              ? t`Last webhook ${ago(account.last_event_at)}`
              : t`No webhook yet`}
          </span>
        </p>
        {!account.is_readable && (
          <Notice tone="danger">{t`The server's secret was changed since, so these keys can't be read. Replace them.`}</Notice>
        )}
        {account.last_error && (account.last_answer_at ?? "") < (account.last_error_at ?? "") && (
          <Notice tone="danger">{account.last_error}</Notice>
        )}
        {!account.has_webhook_secret && (
          <Notice tone="warning">{t`The webhook isn't connected, so payments show up minutes later. Replace the keys to enter its secret.`}</Notice>
        )}
        <Switch
          isSelected={account.is_active}
          isDisabled={change.isPending}
          onChange={(is_active) =>
            change.mutate(
              { id: account.id, version: account.version, is_active },
              { onError: (error) => toast.error(messageOf(error)) },
            )
          }
          hint={t`Payments that were started go on when it's off.`}
        >{t`Offer ${name} to buyers`}</Switch>
        <details>
          <summary className="cursor-pointer text-sm font-medium">{t`Webhook`}</summary>
          <div className="mt-3">
            <WebhookHelp account={account} />
          </div>
        </details>
      </div>
      {isAsking && (
        <RemoveAccount
          organizationId={organizationId}
          account={account}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}

function RemoveAccount({
  organizationId,
  account,
  onClose,
}: Omit<Props, "onReplace"> & { onClose: () => void }) {
  const remove = useRemoveAccount(organizationId);
  const [refused, setRefused] = useState<Problem | null>(null);
  const name = wayLabel(account.provider);
  return (
    <Confirm
      title={t`Remove ${name}?`}
      action={t`Remove`}
      isDanger
      isOpen
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(account.id, {
          onSuccess: onClose,
          onError: (error) => {
            if (needsLogin(error)) setRefused(error);
          },
        })
      }
    >
      {refused && (
        <LogInAgain
          message={messageOf(refused)}
          back={`/organization/payments?id=${organizationId}`}
        />
      )}
      {remove.isError && !refused && <Notice tone="danger">{messageOf(remove.error)}</Notice>}
      <p>{t`Its keys are deleted for good. Buyers can no longer pay with it.`}</p>
    </Confirm>
  );
}
