import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import type { DateAnswer, DateOption } from "@/api";
import { dayAndTime, timeOf, toInstant } from "@/lib/dates";
import type { NewOption } from "./queries";

export const mostOptions = 20;
export const fewestOptions = 2;

export type Choice = DateAnswer["choices"][string];

export const choiceLabel = (choice: Choice | undefined): string =>
  choice ? { yes: t`Yes`, if_need_be: t`If need be`, no: t`No` }[choice] : t`Not answered`;

/** An option's day and time in the event's zone, with its end if it has one. */
export function optionLabel({ starts_at, ends_at }: DateOption, zone: string): string {
  const start = dayAndTime(starts_at, zone);
  return ends_at ? `${start} – ${timeOf(ends_at, zone)}` : start;
}

/** Days that follow each other or repeat weekly, at the same local time. */
export const nextDay = (last: CalendarDateTime): CalendarDateTime => last.add({ days: 1 });
export const nextWeek = (last: CalendarDateTime): CalendarDateTime => last.add({ weeks: 1 });

/**
 * Local times as options, by time and each once. The end is by the clock too, so that an evening ends at
 * the same hour on both sides of a clock change.
 */
export function optionsOf(
  starts: readonly CalendarDateTime[],
  hours: number,
  zone: string,
): NewOption[] {
  const sorted = [...starts].sort((a, b) => a.compare(b));
  return sorted
    .filter((one, index) => index === 0 || one.compare(sorted[index - 1] ?? one) !== 0)
    .map((one) => ({
      starts_at: toInstant(one, zone),
      ends_at: hours > 0 ? toInstant(one.add({ hours }), zone) : null,
    }));
}
