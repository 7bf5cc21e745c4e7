import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { ListRestart } from "lucide-react";
import { useMe } from "@/features/identity";
import { RailLink } from "@/ui";

export function JobsLink() {
  const path = useLocation({ select: (location) => location.pathname });
  if (useMe().data?.role !== "admin") return null;
  return (
    <RailLink
      href="/jobs"
      icon={<ListRestart aria-hidden size={16} />}
      isCurrent={path === "/jobs"}
    >{t`Failed jobs`}</RailLink>
  );
}
