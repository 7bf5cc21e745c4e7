import { t } from "@lingui/core/macro";
import { Notice, TextLink } from "@/ui";
import { errorWords } from "../errors";
import { useTestResult } from "../queries";

/** How far the last test is. */
export function TestResult({ id }: { id: string }) {
  const test = useTestResult(id).data;
  if (!test) return null;
  const { to } = test;
  const error = test.error && errorWords(test.error_code, test.error);
  switch (test.status) {
    case "outbox":
      return (
        <Notice action={<TextLink href="/outbox">{t`Open outbox`}</TextLink>}>
          {t`No provider is set up: the test is on the outbox page.`}
        </Notice>
      );
    case "sent":
      return <Notice tone="positive">{t`The provider took the test to ${to}.`}</Notice>;
    case "delivered":
    case "read":
      return <Notice tone="positive">{t`The test to ${to} was delivered.`}</Notice>;
    case "failed":
      return (
        <Notice tone="danger">
          <p>{t`The test to ${to} failed.`}</p>
          <p className="wrap-anywhere">{error}</p>
        </Notice>
      );
    default:
      return (
        <Notice>
          <p>{t`Sending the test to ${to}…`}</p>
          {error && <p className="wrap-anywhere">{error}</p>}
        </Notice>
      );
  }
}
