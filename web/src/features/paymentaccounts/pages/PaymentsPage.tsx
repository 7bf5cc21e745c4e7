import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type PaymentAccount } from "@/api";
import { useChosenOrganization, useOrganizations } from "@/features/organizations";
import { Button, Card, LinkButton, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { AccountCard } from "../components/AccountCard";
import { KeysDialog, type Entered } from "../components/KeysDialog";
import { WebhookDialog } from "../components/WebhookDialog";
import { providers, wayLabel } from "../model";
import { usePaymentAccounts } from "../queries";

/** Where the wizard is: at the keys of a provider, or at the webhook of an account. */
type Step =
  | { provider: PaymentAccount["provider"]; mode: PaymentAccount["mode"] | null }
  | { account: PaymentAccount; entered: Entered };

/** An organization's own accounts at payment providers. */
export function PaymentsPage() {
  const { id }: { id?: string | undefined } = useSearch({ strict: false });
  const organizations = useOrganizations().data ?? [];
  const kept = useChosenOrganization();
  const chosen = organizations.find((one) => one.id === id) ?? kept ?? organizations[0];
  const canManage = chosen?.can.manage_organization ?? false;
  const accounts = usePaymentAccounts(canManage ? chosen?.id : undefined);
  const [step, setStep] = useState<Step | null>(null);
  if (!chosen) return null;
  const list = accounts.data ?? [];
  const isLive = list.some((one) => one.is_active && one.mode === "live");
  return (
    <Page width="narrow">
      <PageHead
        title={t`Payment providers`}
        actions={
          <LinkButton href={`/organization?id=${chosen.id}`}>
            <bdi>{chosen.name}</bdi>
          </LinkButton>
        }
      >{t`Money goes to your own account at a provider, never through Convite.`}</PageHead>
      {!canManage && (
        <Notice>{t`Only the people who manage this organization can set up payments.`}</Notice>
      )}
      {accounts.isPending && canManage && <Skeleton lines={4} />}
      {accounts.isError && (
        <LoadError message={messageOf(accounts.error)} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isSuccess && !isLive && (
        <Notice tone="warning">
          {t`No live account is on. Events without bank transfer or cash take only test payments, and no money moves.`}
        </Notice>
      )}
      {list.map((account) => (
        <AccountCard
          key={account.id}
          organizationId={chosen.id}
          account={account}
          onReplace={() => setStep({ provider: account.provider, mode: account.mode })}
        />
      ))}
      {accounts.isSuccess && (
        <Card flush title={t`Add a provider`}>
          <ul className="divide-y divide-line">
            {providers.map((provider) => (
              <li
                key={provider}
                className="flex flex-wrap items-center justify-between gap-3 px-5 py-3 text-sm"
              >
                <span className="min-w-0 flex-1 basis-40">
                  <span className="font-medium">{wayLabel(provider)}</span>
                  <span className="block text-quiet">{aboutLabel(provider)}</span>
                </span>
                <Button
                  size="small"
                  icon={<Plus aria-hidden size={14} />}
                  aria-label={t`Set up ${wayLabel(provider)}`}
                  onPress={() => setStep({ provider, mode: null })}
                >{t`Set up`}</Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {step && "provider" in step && (
        <KeysDialog
          organizationId={chosen.id}
          {...step}
          onClose={() => setStep(null)}
          onKept={(account, entered) => setStep({ account, entered })}
        />
      )}
      {step && "account" in step && (
        <WebhookDialog organizationId={chosen.id} {...step} onClose={() => setStep(null)} />
      )}
    </Page>
  );
}

function aboutLabel(provider: PaymentAccount["provider"]): string {
  return {
    stripe: t`Cards, wallets and bank debits in many countries`,
    razorpay: t`Cards, UPI and net banking in India`,
    paypal: t`PayPal balance and cards`,
  }[provider];
}
