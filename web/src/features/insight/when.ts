import { plural, t } from "@lingui/core/macro";
import type { EventRow } from "@/api";
import { daysUntil } from "@/lib/dates";

type Dated = Pick<EventRow, "starts_at" | "ends_at" | "timezone">;

/** How far away the event is, by days of its own time zone. */
export function whenLabel(event: Dated, now: number = Date.now()): string {
  const { starts_at, ends_at, timezone } = event;
  if (!starts_at) return t`No date yet`;
  const days = daysUntil(starts_at, timezone, new Date(now));
  if (ends_at ? Date.parse(ends_at) <= now : days < 0) return t`It's over`;
  if (Date.parse(starts_at) <= now) return ends_at ? t`Happening now` : t`Today`;
  if (days === 0) return t`Today`;
  if (days === 1) return t`Tomorrow`;
  return plural(days, { one: "# day to go", other: "# days to go" });
}
