import { t } from "@lingui/core/macro";
import type { Activity, ActivityTexts, Breakdown, EventRow, Stats, ZoneFigures } from "@/api";
import { seatName } from "@/lib/seatLabels";

/** The name of a zone, or of the people without a zone or seat. */
export function zoneName(zone: ZoneFigures, zones: readonly ZoneFigures[]): string {
  if (!zone.has_seats) return t`Without a seat`;
  return zone.name || (zones.some((one) => one.zone) ? t`Other seats` : t`With a seat`);
}

/** The first name and an initial, for screens that strangers can see. */
export function shortName(name: string): string {
  const [first = "", ...rest] = name.split(/\s+/u);
  const last = rest.at(-1);
  return last ? `${first} ${[...last][0] ?? ""}.` : first;
}

/** Zones with people. Empty if everybody is in a single unnamed part, because a breakdown would add nothing. */
export function parts(zones: readonly ZoneFigures[]): ZoneFigures[] {
  const withPeople = zones.filter((zone) => zone.expected > 0 || zone.arrived > 0);
  return withPeople.length > 1 || withPeople.some((zone) => zone.zone) ? withPeople : [];
}

export interface Todo {
  id: string;
  words: string;
  isDone: boolean;
  href: string;
}

/**
 * The setup checklist of a new event. Invitations count as out once one was sent or opened, because links can be
 * shared by hand; without the funnel, which not everybody may see, the list says nothing of them.
 */
export function todos(
  event: EventRow,
  stats: Stats | undefined,
  hasQuestions: boolean,
  funnel?: Pick<Breakdown["funnel"], "sent" | "opened">,
): Todo[] {
  const base = `/events/${event.id}`;
  return [
    {
      id: "date",
      words: t`Set date, time and place`,
      isDone: Boolean(event.starts_at && event.venue_text),
      href: `${base}/settings`,
    },
    {
      id: "guests",
      words: t`Import guests`,
      isDone: (stats?.total ?? 0) > 0,
      href: `${base}/guests/import`,
    },
    {
      id: "questions",
      words: t`Ask what the kitchen needs to know`,
      isDone: hasQuestions,
      href: `${base}/questions`,
    },
    ...(event.seat_selection === "none"
      ? []
      : [
          {
            id: "seats",
            words: t`Generate tables or rows`,
            isDone: (stats?.seats.total ?? 0) > 0,
            href: `${base}/seating`,
          },
        ]),
    {
      id: "publish",
      words: t`Publish the event`,
      isDone: event.status !== "draft",
      href: `${base}/settings`,
    },
    ...(funnel
      ? [
          {
            id: "send",
            words: t`Send the invitations`,
            isDone: funnel.sent + funnel.opened > 0,
            href: `${base}/invitations`,
          },
        ]
      : []),
  ];
}

/** What every feature says about its facts; a new feature touches no list here. */
const texts: ActivityTexts = Object.fromEntries(
  Object.values(
    import.meta.glob<{ activity?: ActivityTexts }>("../*/live.ts", { eager: true }),
  ).flatMap((feature) => Object.entries(feature.activity ?? {})),
);

/** What happened, as a verb that follows the actor's name. */
export function activityLabel(
  item: Pick<Activity, "action" | "data"> & Partial<Pick<Activity, "actor">>,
): string {
  return texts[item.action]?.(item) ?? item.action.replaceAll(/[._]/g, " ");
}

export function actorName(item: Activity): string {
  if (item.actor.name)
    return item.actor.kind === "device" ? t`Check-in – ${item.actor.name}` : item.actor.name;
  switch (item.actor.kind) {
    case "guest":
      return t`A guest`;
    case "user":
      return t`A team member`;
    case "device":
      return t`Check-in`;
    default:
      return t`Convite`;
  }
}

/** Name of the person or thing that an action affected, if the log has one. */
export function subjectOf(item: Activity): string | null {
  const { name, label, reference, seat_number: seat, guest } = item.data ?? {};
  const person = typeof guest === "object" && guest !== null && "name" in guest ? guest.name : name;
  const place = typeof seat === "string" && seat !== "" ? seatName(seat) : null;
  const about = item.data?.[item.object_type];
  const words = [person, label, reference, place, about].filter(
    (word): word is string => typeof word === "string" && word !== "" && word !== item.actor.name,
  );
  return words.length > 0 ? [...new Set(words)].join(" · ") : null;
}
