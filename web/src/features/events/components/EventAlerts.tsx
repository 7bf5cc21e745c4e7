import { t } from "@lingui/core/macro";
import { Link } from "react-aria-components";
import type { EventItem } from "@/api";
import { Chip } from "@/ui";
import { alertLink } from "../list";

/** What in the event needs attention; each opens the list behind it. */
export function EventAlerts({ event }: { event: EventItem }) {
  if (event.alerts.length === 0) return null;
  return (
    <ul aria-label={t`Needs attention`} className="flex flex-wrap gap-1.5">
      {event.alerts.map((alert) => {
        const { label, tone, href } = alertLink(event, alert);
        return (
          <li key={alert.kind}>
            <Link
              href={href}
              className="relative z-10 inline-flex min-h-6 items-center rounded-full"
            >
              <Chip tone={tone}>{label}</Chip>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
