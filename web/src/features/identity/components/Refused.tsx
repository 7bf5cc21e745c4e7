import { t } from "@lingui/core/macro";
import { Notice } from "@/ui";
import { useProviders } from "../queries";

/** Why a provider's log-in opened nothing, and what to do. */
function textOf(reason: string, label: string): string {
  switch (reason) {
    case "canceled":
      return t`You canceled logging in with ${label}.`;
    case "expired":
      return t`Logging in with ${label} took too long, or was begun in another window. Try again.`;
    case "unproven":
      return t`${label} hasn't confirmed your e-mail address. Confirm it there, or log in another way.`;
    case "link-first":
      return t`There is already an account with your e-mail address. Log in to it first, then link ${label} on the account page.`;
    case "taken":
      return t`This ${label} account is already linked to another account here.`;
    case "disabled":
      return t`This account is disabled.`;
    default:
      return t`Logging in with ${label} didn't work. Try again, or log in another way.`;
  }
}

export interface Refusal {
  refused?: string | undefined;
  provider?: string | undefined;
}

/** The provider is named by its label: an address must not be able to put words of its own here. */
export function Refused({ refused, provider }: Refusal) {
  const label = useProviders().data?.find((one) => one.name === provider)?.label;
  if (refused === undefined) return null;
  return (
    <Notice tone={refused === "canceled" ? "info" : "danger"}>
      <span dir="auto">{textOf(refused, label ?? t`the provider`)}</span>
    </Notice>
  );
}
