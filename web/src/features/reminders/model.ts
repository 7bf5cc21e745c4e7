import { plural, t } from "@lingui/core/macro";
import type { Reminder } from "@/api";

const names = ["name", "event", "when", "where", "link", "answer_by"];
/** What is filled in for each guest; kept left to right, whatever the page's direction. */
export const placeholders = `\u2066${names.map((name) => `{{${name}}}`).join(", ")}\u2069`;

export { channelLabel } from "@/lib/channels";

export function audienceLabel(audience: Reminder["audience"]): string {
  switch (audience) {
    case "unanswered":
      return t`Guests who haven't replied`;
    case "coming":
      return t`Guests who are coming`;
    case "everyone":
      return t`Everyone invited`;
  }
}

export function statusLabel(status: Reminder["status"]): {
  word: string;
  tone: "neutral" | "accent" | "positive" | "warning";
} {
  switch (status) {
    case "scheduled":
      return { word: t`Waiting`, tone: "accent" };
    case "sending":
      return { word: t`Sending`, tone: "accent" };
    case "sent":
      return { word: t`Sent`, tone: "positive" };
    case "missed":
      return { word: t`Missed`, tone: "warning" };
    case "canceled":
      return { word: t`Stopped`, tone: "neutral" };
  }
}

const DAY = 1440;

/** Formats an offset in the largest unit in which it is a whole number. */
export function offsetLabel(minutes: number): string {
  if (minutes === 0) return t`when it begins`;
  if (minutes % (7 * DAY) === 0)
    return plural(minutes / (7 * DAY), { one: "# week before", other: "# weeks before" });
  if (minutes % DAY === 0)
    return plural(minutes / DAY, { one: "# day before", other: "# days before" });
  if (minutes % 60 === 0)
    return plural(minutes / 60, { one: "# hour before", other: "# hours before" });
  return plural(minutes, { one: "# minute before", other: "# minutes before" });
}

export type Unit = "hours" | "days" | "weeks";
export const minutesIn: Record<Unit, number> = { hours: 60, days: DAY, weeks: 7 * DAY };

export function unitOf(minutes: number): Unit {
  return minutes > 0 && minutes % (7 * DAY) === 0
    ? "weeks"
    : minutes > 0 && minutes % DAY === 0
      ? "days"
      : "hours";
}
