import { t } from "@lingui/core/macro";
import type { Activity, EventRow, Stats, ZoneFigures } from "@/api";

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

/** The setup checklist of a new event. */
export function todos(event: EventRow, stats: Stats | undefined, hasQuestions: boolean): Todo[] {
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
      words: t`Publish, then send the invitations`,
      isDone: event.status !== "draft",
      href: `${base}/invitations`,
    },
  ];
}

/** Describes an action in the past tense. Unknown actions are shown as they are. */
export function activityLabel({ action, data }: Pick<Activity, "action" | "data">): string {
  if (action === "list_changed" && data?.kind === "seating_plan")
    return t`changed the seating plan`;
  if (action === "guest_checked_out" && data?.attendance === "not_checked_in")
    return t`undid a check-in`;
  switch (action) {
    case "attendee_updated":
    case "guest_changed":
      return t`changed a guest`;
    case "questions_changed":
      return t`changed the questions`;
    case "seat_updated":
      return t`changed the seating plan`;
    case "invitation_deleted":
      return t`canceled an invitation`;
    case "event_created":
      return t`created the event`;
    case "event_updated":
    case "event_changed":
      return t`changed the event`;
    case "event_published":
      return t`published the event`;
    case "event_canceled":
      return t`canceled the event`;
    case "event_deleted":
      return t`deleted the event`;
    case "event_restored":
      return t`restored the event`;
    case "event_duplicated":
      return t`copied the event`;
    case "guest_created":
    case "guest_added":
    case "attendee_added":
    case "attendee_created":
      return t`added a guest`;
    case "guest_deleted":
    case "guest_removed":
    case "attendee_canceled":
    case "attendee_removed":
      return t`removed a guest`;
    case "guests_imported":
    case "list_changed":
    case "import_finished":
      return t`imported guests from a file`;
    case "invitation_created":
      return t`created an invitation`;
    case "invitation_updated":
    case "invitation_changed":
      return t`changed an invitation`;
    case "invitation_sent":
      return t`sent an invitation`;
    case "invitation_opened":
      return t`opened the invitation`;
    case "invitation_canceled":
      return t`canceled an invitation`;
    case "guest_responded":
      return t`answered`;
    case "guest_checked_in":
      return t`checked in`;
    case "guest_checked_out":
      return t`checked out`;
    case "checkin_undone":
      return t`undid a check-in`;
    case "seat_locked":
    case "seats_held":
    case "hold_created":
      return t`picked a seat`;
    case "seat_assigned":
      return t`assigned a seat`;
    case "seat_freed":
    case "seats_released":
      return t`freed a seat`;
    case "device_added":
      return t`added a door device`;
    case "device_changed":
      return t`changed a door device`;
    case "device_revoked":
      return t`revoked a door device`;
    case "gate_added":
      return t`added a gate`;
    case "gate_changed":
      return t`changed a gate`;
    case "gate_removed":
      return t`removed a gate`;
    case "tag_bound":
      return t`changed a tag`;
    case "seats_created":
    case "seats_added":
    case "plan_updated":
    case "seats_generated":
      return t`changed the seating plan`;
    default:
      return action.replaceAll(/[._]/g, " ");
  }
}

export function actorName(item: Activity): string {
  if (item.actor.name)
    return item.actor.kind === "device" ? t`The door – ${item.actor.name}` : item.actor.name;
  switch (item.actor.kind) {
    case "guest":
      return t`A guest`;
    case "user":
      return t`A team member`;
    case "device":
      return t`The door`;
    default:
      return t`Convite`;
  }
}

/** Name of the person or thing that an action affected, if the log has one. */
export function subjectOf(item: Activity): string | null {
  const { name, label, seat_number: seat, guest, device, gate } = item.data ?? {};
  const person = typeof guest === "object" && guest !== null && "name" in guest ? guest.name : name;
  const about = item.object_type === "device" ? device : item.object_type === "gate" ? gate : null;
  const words = [person, label, seat, about].filter(
    (word): word is string => typeof word === "string" && word !== "" && word !== item.actor.name,
  );
  return words.length > 0 ? [...new Set(words)].join(" · ") : null;
}
