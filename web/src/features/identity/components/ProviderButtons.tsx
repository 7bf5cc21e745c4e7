import { t } from "@lingui/core/macro";
import { LogIn } from "lucide-react";
import { buttonStyle } from "@/ui";
import { withNext } from "../next";
import { useProviders } from "../queries";

/** Buttons of the providers that the server knows; nothing without any. They leave the app. */
export function ProviderButtons({ next }: { next: string | undefined }) {
  const providers = useProviders();
  return (providers.data ?? []).map(({ name, label }) => (
    // a plain link, because those of the app are followed by its router
    <a
      key={name}
      href={withNext(`/api/auth/oidc/${name}`, next)}
      className={buttonStyle("plain", "large")}
    >
      <LogIn aria-hidden size={18} />
      {t`Continue with ${label}`}
    </a>
  ));
}
