import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { meOptions } from "@/api";
import { Page, PageHead, Skeleton, TextLink } from "@/ui";
import { ChoicesCard } from "../components/ChoicesCard";
import { DeviceCard } from "../components/DeviceCard";

/** What the user is told about, and how. */
export function ChoicesPage() {
  const me = useQuery(meOptions).data;
  return (
    <Page width="narrow">
      <PageHead title={t`Notification settings`}>
        <TextLink href="/account">{t`Your account`}</TextLink>
      </PageHead>
      {me ? <DeviceCard me={me} /> : <Skeleton />}
      <ChoicesCard />
    </Page>
  );
}
