import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { Flag } from "lucide-react";
import { useMe } from "@/features/identity";
import { RailLink } from "@/ui";

export function ReportsLink() {
  const path = useLocation({ select: (location) => location.pathname });
  if (useMe().data?.role !== "admin") return null;
  return (
    <RailLink
      href="/reports"
      icon={<Flag aria-hidden size={16} />}
      isCurrent={path === "/reports"}
    >{t`Reports`}</RailLink>
  );
}
