import {
  CalendarDateTime,
  fromDate,
  parseAbsolute,
  toCalendarDate,
  toCalendarDateTime,
  toZoned,
} from "@internationalized/date";
import { formatLocale } from "./i18n";

type Style = Intl.DateTimeFormatOptions;
const day: Style = { weekday: "long", day: "numeric", month: "long" };
const time: Style = { hour: "numeric", minute: "2-digit" };

function format(iso: string, style: Style, timeZone?: string): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    ...style,
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(iso));
}

export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The city of a time zone as people write it, such as "New York". */
export function zoneCity(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

/** The offset of a zone at a moment, such as "GMT+2". */
export function offsetOf(timeZone: string, at: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" });
  return parts.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
}

/** Whether clocks in the zone show another time than the reader's at that moment. */
export function isElsewhere(iso: string, timeZone: string, own: string = localZone()): boolean {
  const at = new Date(iso);
  return offsetOf(timeZone, at) !== offsetOf(own, at);
}

export function dayAndTime(iso: string, timeZone: string): string {
  const year: Style =
    new Date(iso).getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return format(iso, { ...day, ...year, ...time }, timeZone);
}

export function dayOf(iso: string, timeZone: string): string {
  return format(iso, { day: "numeric", month: "short", year: "numeric" }, timeZone);
}

/** A date without time or zone, such as "2027-01-31". */
export function plainDay(date: string): string {
  return dayOf(`${date}T12:00:00Z`, "UTC");
}

export function monthAndDay(iso: string, timeZone: string): { month: string; day: string } {
  return {
    month: format(iso, { month: "short" }, timeZone),
    day: format(iso, { day: "numeric" }, timeZone),
  };
}

export function timeOf(iso: string, timeZone?: string): string {
  return format(iso, time, timeZone);
}

export function isToday(iso: string, timeZone: string, now: Date = new Date()): boolean {
  const key: Style = { year: "numeric", month: "2-digit", day: "2-digit" };
  return format(iso, key, timeZone) === format(now.toISOString(), key, timeZone);
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function ago(iso: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(formatLocale(), { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** Calendar days from today until a date, both in the event's time zone. */
export function daysUntil(iso: string, timeZone: string, now: Date = new Date()): number {
  const today = toCalendarDate(fromDate(now, timeZone));
  return toCalendarDate(parseAbsolute(iso, timeZone)).compare(today);
}

/** Converts between local time in a zone and the API's UTC timestamps. */
export function toInstant(wall: CalendarDateTime, timeZone: string): string {
  return toZoned(wall, timeZone).toAbsoluteString();
}

export function toWall(iso: string, timeZone: string): CalendarDateTime {
  return toCalendarDateTime(parseAbsolute(iso, timeZone));
}

export function nextSaturday(now: Date = new Date()): CalendarDateTime {
  const date = new Date(now);
  date.setDate(date.getDate() + 28 + ((6 - date.getDay() + 7) % 7));
  return new CalendarDateTime(date.getFullYear(), date.getMonth() + 1, date.getDate(), 18, 0);
}

export interface Zone {
  id: string;
  /** City and offset, such as "Madrid (GMT+2)". */
  label: string;
  /** The zone's name in the reader's language, and its time now unless another moment is meant. */
  hint: string;
  /** What it can be found by. */
  keywords: string;
}

/**
 * All time zones, the reader's own first, then by city. `chosen` is listed even if browsers don't
 * know it. Offsets are those of a date, such as an event's, since clocks change; else today's.
 */
export function knownZones(chosen: string, date?: Date): Zone[] {
  const own = localZone();
  const ids = new Set([own, chosen, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  const zones = [...ids].map((id) => zoneOf(id, date));
  const others = zones.filter(({ id }) => id !== own);
  others.sort((a, b) => a.label.localeCompare(b.label, formatLocale()));
  return [...zones.filter(({ id }) => id === own), ...others];
}

function zoneOf(id: string, date: Date | undefined): Zone {
  const at = date ?? new Date();
  const offset = offsetOf(id, at);
  const place = id.split("/").slice(1).reverse().join(", ").replaceAll("_", " ") || id;
  const name = new Intl.DateTimeFormat(formatLocale(), {
    timeZone: id,
    timeZoneName: "longGeneric",
  })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return {
    id,
    label: `${place} (${offset})`,
    hint: [name, date ? null : timeOf(at.toISOString(), id)].filter(Boolean).join(" · "),
    keywords: `${place} ${id} ${offset} ${offset.replace("GMT", "UTC")} ${name ?? ""}`,
  };
}
