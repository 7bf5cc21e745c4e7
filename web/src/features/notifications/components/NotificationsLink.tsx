import { plural, t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { Count, RailLink } from "@/ui";
import { useUnreadNotifications } from "../queries";

/** The user's notifications in the sidebar, with the number of unread ones. */
export function NotificationsLink() {
  const path = useLocation({ select: (location) => location.pathname });
  const unread = useUnreadNotifications();
  return (
    <RailLink
      href="/notifications"
      icon={<Bell aria-hidden size={16} />}
      isCurrent={path === "/notifications"}
    >
      <span className="flex-1">{t`Notifications`}</span>
      <Count value={unread} label={plural(unread, { one: "# unread", other: "# unread" })} />
    </RailLink>
  );
}
