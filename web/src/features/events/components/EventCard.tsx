import { t } from "@lingui/core/macro";
import { MapPin } from "lucide-react";
import { Link } from "react-aria-components";
import type { EventItem } from "@/api";
import { dayAndTime, isElsewhere, monthAndDay, zoneCity } from "@/lib/dates";
import { count, percent } from "@/lib/numbers";
import { Chip, cx } from "@/ui";
import { statusLabel } from "../model";

/** The date as a calendar sheet. */
export function DateTile({ event, large }: { event: EventItem; large?: boolean }) {
  const leaf = event.starts_at ? monthAndDay(event.starts_at, event.timezone) : null;
  return (
    <div
      aria-hidden
      className={cx(
        "grid shrink-0 overflow-hidden rounded-control border border-line bg-surface text-center",
        large ? "w-16" : "w-13",
      )}
    >
      <span className="bg-accent-soft py-0.5 text-xs font-medium text-accent-text">
        {leaf?.month ?? "—"}
      </span>
      <span
        data-figures
        className={cx("py-1 font-display font-medium", large ? "text-xl" : "text-lg")}
      >
        {leaf?.day ?? "?"}
      </span>
    </div>
  );
}

export function EventCard({ event }: { event: EventItem }) {
  const { word, tone } = statusLabel(event.status);
  const total = event.total_guests ?? 0;
  const going = event.going_count ?? 0;
  const rate = event.confirmation_rate ?? 0;
  return (
    <Link
      href={`/events/${event.id}`}
      className="group flex items-start gap-4 rounded-card border border-line bg-surface p-5 transition hover:border-line-strong"
    >
      <DateTile event={event} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 font-display text-lg font-medium" dir="auto">
            {event.title}
          </h3>
          <Chip tone={tone}>{word}</Chip>
        </div>
        <p className="text-sm text-quiet">
          {event.starts_at ? (
            <time dateTime={event.starts_at} title={event.starts_at}>
              {dayAndTime(event.starts_at, event.timezone)}
              {isElsewhere(event.starts_at, event.timezone) && ` · ${zoneCity(event.timezone)}`}
            </time>
          ) : (
            t`No date yet`
          )}
        </p>
        {event.venue_text && (
          <p className="flex items-center gap-1.5 text-sm text-quiet">
            <MapPin aria-hidden size={14} />
            <span className="min-w-0 truncate" dir="auto">
              {event.venue_text}
            </span>
          </p>
        )}
        <p
          data-figures
          className="mt-2 text-sm sm:hidden"
        >{t`${count(going)} of ${count(total)} coming`}</p>
      </div>
      <dl data-figures className="hidden shrink-0 gap-8 text-end sm:flex">
        <div>
          <dt className="text-xs text-quiet">{t`Coming`}</dt>
          <dd className="font-display text-lg">{count(going)}</dd>
        </div>
        <div>
          <dt className="text-xs text-quiet">{t`Guests`}</dt>
          <dd className="font-display text-lg">{count(total)}</dd>
        </div>
        <div className="hidden lg:block">
          <dt className="text-xs text-quiet">{t`Coming`}</dt>
          <dd className="font-display text-lg">{percent(rate > 1 ? rate / 100 : rate)}</dd>
        </div>
      </dl>
    </Link>
  );
}
