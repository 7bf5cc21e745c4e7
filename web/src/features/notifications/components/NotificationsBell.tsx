import { plural, t } from "@lingui/core/macro";
import { Bell } from "lucide-react";
import { Link } from "react-aria-components";
import { Count } from "@/ui";
import { useUnreadNotifications } from "../queries";

/** The bell in the top bar of small screens, where the sidebar is closed. */
export function NotificationsBell() {
  const unread = useUnreadNotifications();
  return (
    <Link
      href="/notifications"
      className="relative grid size-10 place-items-center rounded-control text-quiet hover:bg-hover hover:text-text"
    >
      <Bell aria-hidden size={18} />
      <span className="sr-only">{t`Notifications`}</span>
      <span className="absolute end-0 top-0">
        <Count value={unread} label={plural(unread, { one: "# unread", other: "# unread" })} />
      </span>
    </Link>
  );
}
