import { t } from "@lingui/core/macro";
import { Button, LinkButton } from "./Button";
import { Page, PageHead } from "./Page";

interface Props {
  title: string;
  intro: string;
  error: string | null;
  isPending: boolean;
  onAccept: () => void;
}

/** The page of a mailed invitation. Opening the link alone accepts nothing. */
export function AcceptPage({ title, intro, error, isPending, onAccept }: Props) {
  return (
    <Page width="narrow">
      <PageHead title={title}>{intro}</PageHead>
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          tone="filled"
          size="large"
          isPending={isPending}
          onPress={onAccept}
        >{t`Accept invitation`}</Button>
        <LinkButton size="large" href="/events">{t`All events`}</LinkButton>
      </div>
    </Page>
  );
}
