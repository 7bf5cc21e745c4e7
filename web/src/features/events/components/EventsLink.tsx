import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { CalendarDays } from "lucide-react";
import { RailLink } from "@/ui";

export function EventsLink() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <RailLink
      href="/events"
      icon={<CalendarDays aria-hidden size={16} />}
      isCurrent={path === "/events"}
    >{t`Events`}</RailLink>
  );
}
