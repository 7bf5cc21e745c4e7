import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { RadioTower } from "lucide-react";
import { useMe } from "@/features/identity";
import { RailLink } from "@/ui";

export function ProvidersLink() {
  const path = useLocation({ select: (location) => location.pathname });
  if (useMe().data?.role !== "admin") return null;
  return (
    <RailLink
      href="/providers"
      icon={<RadioTower aria-hidden size={16} />}
      isCurrent={path === "/providers"}
    >{t`Providers`}</RailLink>
  );
}
