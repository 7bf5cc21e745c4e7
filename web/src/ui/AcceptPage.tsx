import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button, LinkButton } from "./Button";
import { Page, PageHead } from "./Page";

interface Props {
  title: string;
  intro: ReactNode;
  error: string | null;
  isPending: boolean;
  onAccept: () => void;
  /** Leads to the log-in page and back here, for those who are logged in with another account. */
  onLogOut: () => void;
}

/** The page of a mailed invitation. Opening the link alone accepts nothing. */
export function AcceptPage({ title, intro, error, isPending, onAccept, onLogOut }: Props) {
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
        <Button size="large" onPress={onLogOut}>{t`Use another account`}</Button>
        <LinkButton size="large" href="/events">{t`All events`}</LinkButton>
      </div>
    </Page>
  );
}
