import { t } from "@lingui/core/macro";
import { Link } from "react-aria-components";
import type { Stats } from "@/api";
import { count, percent } from "@/lib/numbers";
import { Bar, Card } from "@/ui";

/** Replies as a bar and as figures that link to the guest list. */
export function AnswersCard({ eventId, stats }: { eventId: string; stats: Stats }) {
  const parts = [
    {
      id: "going",
      label: t({ context: "count", message: "Coming" }),
      value: stats.accepted,
      className: "bg-positive",
    },
    { id: "declined", label: t`Not coming`, value: stats.declined, className: "bg-danger" },
    {
      id: "pending",
      label: t`No reply yet`,
      value: stats.pending,
      className: "bg-line-strong opacity-50",
    },
  ];
  const answered = stats.accepted + stats.declined;
  return (
    <Card title={t`Replies`}>
      <p className="text-sm text-quiet">{t`${count(answered)} of ${count(stats.total)} people replied (${percent(stats.total ? answered / stats.total : 0)})`}</p>
      <Bar parts={parts} max={stats.total} className="my-4 h-3" />
      <dl className="grid grid-cols-3 gap-4">
        {parts.map((part) => (
          <div key={part.id} className="flex flex-col gap-1">
            <dt className="flex items-center gap-2 text-sm text-quiet">
              <span aria-hidden className={`size-2.5 rounded-full ${part.className}`} />
              {part.label}
            </dt>
            <dd data-figures className="font-display text-xl leading-none">
              <Link
                href={`/events/${eventId}/guests?status=${part.id}`}
                className="rounded-control hover:text-accent-text"
              >
                {count(part.value)}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
