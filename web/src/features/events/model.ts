import { t } from "@lingui/core/macro";
import type { EventItem, EventRow, EventStatus, SeatSelection } from "@/api";
import { isToday } from "@/lib/dates";
import type { ChipTone } from "@/ui";

/** What the host is told once an event is published. */
export function publishedText({ visibility }: EventRow): string {
  return visibility === "private"
    ? t`Published. Invitations can go out now.`
    : t`Published. Others can open its page now: share the link.`;
}

export function statusLabel(status: EventStatus): { word: string; tone: ChipTone } {
  switch (status) {
    case "draft":
      return { word: t`Draft`, tone: "neutral" };
    case "published":
      return { word: t`Published`, tone: "positive" };
    case "completed":
      return { word: t`Over`, tone: "info" };
    case "canceled":
      return { word: t`Canceled`, tone: "danger" };
  }
}

export function seatSelectionLabel(choice: SeatSelection): string {
  switch (choice) {
    case "none":
      return t`No assigned seats`;
    case "guest":
      return t`Guests pick their seats`;
    case "organizer":
      return t`I assign the seats`;
  }
}

export type NextStep = "date" | "publish" | "invite" | "door" | "none";

/** What the event's team most likely does next: prepare it, invite, and check in on the day itself. */
export function nextStep(event: EventRow, now: Date = new Date()): NextStep {
  const { status, starts_at, timezone } = event;
  if (status === "draft") {
    if (!allows(event, "edit_event")) return "none";
    return starts_at ? "publish" : "date";
  }
  if (status !== "published" || !starts_at) return "none";
  const end = event.ends_at ?? starts_at;
  const isOn = Date.parse(starts_at) <= now.getTime() && now.getTime() <= Date.parse(end);
  if (isOn || isToday(starts_at, timezone, now)) return allows(event, "check_in") ? "door" : "none";
  if (Date.parse(end) < now.getTime()) return "none";
  return allows(event, "edit_invitations") ? "invite" : "none";
}

export interface Grouped {
  today: EventItem[];
  coming: EventItem[];
  past: EventItem[];
}

/** Groups events into today, upcoming and past. Drafts without a date count as upcoming. */
export function groupEvents(events: readonly EventItem[], now: Date = new Date()): Grouped {
  const groups: Grouped = { today: [], coming: [], past: [] };
  for (const event of events) {
    const start = event.starts_at;
    const end = event.ends_at ?? start;
    if (start && isToday(start, event.timezone, now)) groups.today.push(event);
    else if (end && Date.parse(end) < now.getTime()) groups.past.push(event);
    else groups.coming.push(event);
  }
  const at = (event: EventItem) =>
    event.starts_at ? Date.parse(event.starts_at) : Number.MAX_SAFE_INTEGER;
  groups.today.sort((a, b) => at(a) - at(b));
  groups.coming.sort((a, b) => at(a) - at(b));
  groups.past.sort((a, b) => at(b) - at(a));
  return groups;
}

export function allows(event: EventRow, permission: string): boolean {
  return event.can?.[permission] ?? false;
}
