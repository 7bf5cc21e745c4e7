import { t } from "@lingui/core/macro";
import { Mail, Smartphone } from "lucide-react";
import { LinkButton } from "@/ui";
import { withNext } from "../next";
import { PasskeyButton } from "./PasskeyButton";
import { ProviderButtons } from "./ProviderButtons";

/** Ways to log in without a password. */
export function OtherWays({
  next,
  onLoggedIn,
  onError,
}: {
  next: string | undefined;
  onLoggedIn: () => void;
  onError: (error: unknown) => void;
}) {
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t`or`}
      </p>
      <PasskeyButton onLoggedIn={onLoggedIn} onError={onError} />
      <ProviderButtons next={next} />
      <LinkButton
        size="large"
        icon={<Smartphone aria-hidden size={18} />}
        href={withNext("/login/code", next)}
      >{t`Send me a code`}</LinkButton>
      <LinkButton
        size="large"
        icon={<Mail aria-hidden size={18} />}
        href={withNext("/login/mail", next)}
      >{t`E-mail me a link to log in`}</LinkButton>
    </div>
  );
}
