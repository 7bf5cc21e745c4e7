import { t } from "@lingui/core/macro";
import { MapPin } from "lucide-react";
import { Link } from "react-aria-components";
import type { EventItem } from "@/api";
import { dayAndTime, dayOf, isElsewhere, monthAndDay, zoneCity } from "@/lib/dates";
import { count, percent } from "@/lib/numbers";
import { Chip, cx } from "@/ui";
import { statusLabel } from "../model";
import { EventAlerts } from "./EventAlerts";
import { EventMenu } from "./EventMenu";

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
  return (
    <article className="group relative flex items-start gap-4 rounded-card border border-line bg-surface p-5 transition hover:border-line-strong">
      <DateTile event={event} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 font-display text-lg font-medium" dir="auto">
            <Link href={`/events/${event.id}`} className="after:absolute after:inset-0">
              {event.title}
            </Link>
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
        {event.next_deadline && (
          <p className="text-sm text-quiet">{t`Reply by ${dayOf(event.next_deadline, event.timezone)}`}</p>
        )}
        <p
          data-figures
          className="mt-2 text-sm sm:hidden"
        >{t`${count(event.going_count)} of ${count(event.total_guests)} coming`}</p>
        <div className="mt-1 empty:hidden">
          <EventAlerts event={event} />
        </div>
      </div>
      <Figures event={event} />
      <span className="relative z-10 -me-2 -mt-1">
        <EventMenu event={event} />
      </span>
    </article>
  );
}

function Figures({ event }: { event: EventItem }) {
  return (
    <dl data-figures className="hidden shrink-0 gap-8 text-end sm:flex">
      <div>
        <dt className="text-xs text-quiet">{t`Guests`}</dt>
        <dd className="font-display text-lg">{count(event.total_guests)}</dd>
      </div>
      <div>
        <dt className="text-xs text-quiet">{t({ context: "count", message: "Coming" })}</dt>
        <dd className="font-display text-lg">{count(event.going_count)}</dd>
      </div>
      <div className="hidden lg:block">
        <dt className="text-xs text-quiet">{t`Confirmed`}</dt>
        <dd className="font-display text-lg">{percent(event.confirmation_rate)}</dd>
      </div>
    </dl>
  );
}
