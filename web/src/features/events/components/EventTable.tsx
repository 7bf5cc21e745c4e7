import { t } from "@lingui/core/macro";
import { Link } from "react-aria-components";
import type { EventItem } from "@/api";
import { dayAndTime, dayOf } from "@/lib/dates";
import { count, percent } from "@/lib/numbers";
import { Chip, Table, type Column } from "@/ui";
import { statusLabel } from "../model";
import { EventAlerts } from "./EventAlerts";
import { EventMenu } from "./EventMenu";

/** The events as rows, for whoever runs many. */
export function EventTable({ events }: { events: EventItem[] }) {
  return (
    <Table
      label={t`Events`}
      rows={events}
      columns={columns()}
      keyOf={(event) => event.id}
      nameOf={(event) => event.title}
    />
  );
}

function columns(): Column<EventItem>[] {
  const wide = "max-md:hidden";
  return [
    {
      id: "title",
      head: t`Event`,
      cell: (event) => (
        <div className="flex min-w-0 flex-col py-1.5">
          <Link
            href={`/events/${event.id}`}
            className="font-medium break-words whitespace-normal hover:underline"
          >
            <bdi>{event.title}</bdi>
          </Link>
          <span className="text-xs whitespace-normal text-quiet">
            {event.starts_at ? dayAndTime(event.starts_at, event.timezone) : t`No date yet`}
          </span>
          <span data-figures className="text-xs md:hidden">
            {t`${count(event.going_count)} of ${count(event.total_guests)} coming`}
          </span>
        </div>
      ),
    },
    {
      id: "status",
      head: t`Status`,
      className: wide,
      cell: (event) => {
        const { word, tone } = statusLabel(event.status);
        return <Chip tone={tone}>{word}</Chip>;
      },
    },
    {
      id: "guests",
      head: t`Guests`,
      numeric: true,
      className: wide,
      cell: (event) => count(event.total_guests),
    },
    {
      id: "coming",
      head: t({ context: "count", message: "Coming" }),
      numeric: true,
      className: wide,
      cell: (event) => count(event.going_count),
    },
    {
      id: "rate",
      head: t`Confirmed`,
      numeric: true,
      className: wide,
      cell: (event) => percent(event.confirmation_rate),
    },
    {
      id: "deadline",
      head: t`Reply by`,
      className: wide,
      cell: (event) => (event.next_deadline ? dayOf(event.next_deadline, event.timezone) : "–"),
    },
    {
      id: "alerts",
      head: t`Needs attention`,
      className: wide,
      cell: (event) => <EventAlerts event={event} />,
    },
    {
      id: "menu",
      head: <span className="sr-only">{t`Actions`}</span>,
      cell: (event) => <EventMenu event={event} />,
    },
  ];
}
