import { t } from "@lingui/core/macro";
import { TextLink } from "@/ui";
import { useHasPublicEvents } from "../queries";

/** Leads those who have no account yet to the public events, if there are any. */
export function DiscoverLink() {
  const hasEvents = useHasPublicEvents().data;
  if (!hasEvents) return null;
  return (
    <p className="text-sm">
      <TextLink href="/discover" target="_blank">{t`Discover public events`}</TextLink>
    </p>
  );
}
