import { t } from "@lingui/core/macro";
import { useSearch } from "@tanstack/react-router";
import { LinkButton, Page, PageHead, Skeleton, TextLink } from "@/ui";
import { AboutCard } from "../components/AboutCard";
import { PicturesCard } from "../components/PicturesCard";
import { PreviewCard } from "../components/PreviewCard";
import { VisibleCard } from "../components/VisibleCard";
import { useMe } from "../queries";

/** What others may know of somebody, and who sees what of it. */
export function ProfilePage() {
  const me = useMe();
  const { next }: { next?: string } = useSearch({ strict: false });
  return (
    <Page width="narrow">
      <PageHead title={t`Your profile`}>
        {next?.startsWith("/e/") ? (
          <LinkButton tone="filled" href={next}>{t`Back to the event`}</LinkButton>
        ) : (
          <TextLink href="/account">{t`Your account`}</TextLink>
        )}
      </PageHead>
      {me.data ? (
        <>
          <PicturesCard profile={me.data.profile} />
          <AboutCard profile={me.data.profile} />
          <VisibleCard profile={me.data.profile} />
          <PreviewCard />
        </>
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}
