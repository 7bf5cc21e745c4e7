import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import { RailLink } from "@/ui";

export function OrganizationLink() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <RailLink
      href="/organization"
      icon={<Building2 aria-hidden size={16} />}
      isCurrent={path === "/organization"}
    >{t`Organization`}</RailLink>
  );
}
