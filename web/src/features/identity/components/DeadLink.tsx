import { t } from "@lingui/core/macro";
import { LinkButton, Notice } from "@/ui";

/** A mailed link that is wrong, used or too old, and where to ask for another. */
export function DeadLink({ href }: { href: string }) {
  return (
    <>
      <Notice tone="danger">{t`This link no longer works: it was used, is too old, or a newer one was sent.`}</Notice>
      <div className="flex flex-wrap gap-2">
        <LinkButton tone="filled" size="large" href={href}>{t`Send a new link`}</LinkButton>
        <LinkButton size="large" href="/login">{t`Back to log-in`}</LinkButton>
      </div>
    </>
  );
}
