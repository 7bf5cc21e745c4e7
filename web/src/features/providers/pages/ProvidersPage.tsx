import { t } from "@lingui/core/macro";
import { messageOf } from "@/api";
import { Card, LoadError, Page, PageHead, Skeleton } from "@/ui";
import { ProviderCard } from "../components/ProviderCard";
import { useProviders } from "../queries";

/** For server operators: how each channel's provider is. */
export function ProvidersPage() {
  const providers = useProviders();
  const found = providers.data;
  return (
    <Page width="narrow">
      <PageHead title={t`Providers`}>
        <p>
          {t`Accounts and keys are set in the server's environment and used by all organizations; an organization can't bring its own.`}
        </p>
        <p>
          {t`How to set them up:`} <code dir="ltr">docs/messaging-providers.md</code>
        </p>
      </PageHead>
      {providers.isPending && <Skeleton />}
      {providers.isError && (
        <LoadError message={messageOf(providers.error)} onRetry={() => void providers.refetch()} />
      )}
      {found?.channels.map((one) => (
        <ProviderCard key={one.channel} provider={one} />
      ))}
      {found && (
        <Card title={t`More`}>
          <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
            <dt className="text-quiet">{t`Mailbox for bounces and answers`}</dt>
            <dd className="wrap-anywhere" dir="auto">
              {found.mailbox ? (
                `${found.mailbox.host} · ${found.mailbox.folder}`
              ) : (
                <>
                  {t`Not set up`} · <code dir="ltr">CONVITE_IMAP_URL</code>
                </>
              )}
            </dd>
            <dt className="text-quiet">{t`Log in with`}</dt>
            <dd className="wrap-anywhere" dir="auto">
              {found.login_providers.length > 0 ? (
                found.login_providers.join(", ")
              ) : (
                <>
                  {t`Not set up`} · <code dir="ltr">CONVITE_OIDC_GOOGLE_CLIENT_ID</code>
                </>
              )}
            </dd>
          </dl>
        </Card>
      )}
    </Page>
  );
}
