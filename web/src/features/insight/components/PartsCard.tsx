import { t } from "@lingui/core/macro";
import { Link } from "react-aria-components";
import type { Stats } from "@/api";
import { count } from "@/lib/numbers";
import { Card } from "@/ui";

/** Replies for each part of the event, and how many came to it, as figures that link to the guests behind them. */
export function PartsCard({ eventId, parts }: { eventId: string; parts: Stats["by_part"] }) {
  const columns = [
    { id: "going", label: t({ context: "count", message: "Coming" }) },
    { id: "declined", label: t`Not coming` },
    { id: "pending", label: t`No reply yet` },
    { id: "waitlisted", label: t`Waitlisted` },
  ] as const;
  return (
    <Card title={t`Program`}>
      <ul className="flex flex-col divide-y divide-line">
        {parts.map((part) => (
          <li key={part.part_id} className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
            <p className="text-sm font-medium" dir="auto">
              {part.title}
            </p>
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-5">
              {columns.map(({ id, label }) => (
                <div key={id}>
                  <dt className="text-xs text-quiet">{label}</dt>
                  <dd data-figures className="text-base">
                    <Link
                      href={`/events/${eventId}/guests?part=${part.part_id}&part_status=${id}`}
                      className="rounded-control hover:text-accent-text"
                    >
                      {count(part[id])}
                    </Link>
                  </dd>
                </div>
              ))}
              {part.came > 0 && (
                <div>
                  <dt className="text-xs text-quiet">{t`Came`}</dt>
                  <dd data-figures className="text-base">
                    <Link
                      href={`/events/${eventId}/guests?came=${part.part_id}`}
                      className="rounded-control hover:text-accent-text"
                    >
                      {count(part.came)}
                    </Link>
                  </dd>
                </div>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  );
}
