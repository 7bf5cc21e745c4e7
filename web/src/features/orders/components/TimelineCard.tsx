import { t } from "@lingui/core/macro";
import { dayAndTime } from "@/lib/dates";
import { Card, cx } from "@/ui";
import type { Moment } from "../timeline";

/** What happened to an order, the earliest first. */
export function TimelineCard({ moments, zone }: { moments: Moment[]; zone: string }) {
  return (
    <Card title={t`Timeline`}>
      <ol className="flex flex-col gap-3 border-s border-line ps-4 text-sm">
        {moments.map((moment) => (
          <li key={moment.at + moment.words} className="relative">
            <span
              aria-hidden
              className={cx(
                "absolute -start-[21px] top-1.5 size-2 rounded-full",
                moment.isBad ? "bg-danger" : "bg-accent",
              )}
            />
            <p className={moment.isBad ? "text-danger" : undefined}>{moment.words}</p>
            {moment.note && (
              <p className="text-quiet">
                <bdi>{moment.note}</bdi>
              </p>
            )}
            <time dateTime={moment.at} className="text-xs text-quiet">
              {dayAndTime(moment.at, zone)}
            </time>
          </li>
        ))}
      </ol>
    </Card>
  );
}
