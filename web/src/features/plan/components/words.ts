import { plural, t } from "@lingui/core/macro";
import { directionOf } from "@/lib/i18n";
import { kindName, seatName, tableName } from "@/lib/seatLabels";
import type { PlanDocument, Seat } from "../model/document";
import { zoneOf } from "../model/labels";
import { kindLabel } from "./drawing";

/** Separator between the parts of a name. In Arabic a direction mark keeps numbers from joining the Latin label before them. */
const joined = (parts: (string | false | undefined)[]) =>
  parts
    .filter(Boolean)
    .join(directionOf(document.documentElement.lang) === "rtl" ? "، \u200f" : ", ");
const seatsLabel = (number: number) => plural(number, { one: "# seat", other: "# seats" });

/** An object's name, for lists, screen readers and headings. */
export function nameOf(plan: PlanDocument, lines: Map<string, Seat[]>, key: string): string {
  const id = key.slice(2);
  if (key.startsWith("a:")) {
    const area = plan.areas.find((one) => one.id === id);
    return area
      ? area.label && area.label !== kindLabel(area.kind)
        ? `${kindLabel(area.kind)} “${area.label}”`
        : kindLabel(area.kind)
      : "";
  }
  if (key.startsWith("s:")) {
    const seat = plan.seats.find((one) => one.guid === id);
    if (!seat) return "";
    return joined([
      seatName(seat.seat_number),
      kindName(seat.category),
      seat.accessible && t`accessible`,
      seat.companion && t`plus-one`,
      seat.blocked && t`blocked`,
    ]);
  }
  const count = seatsLabel(lines.get(id)?.length ?? 0);
  const table = plan.tables.find((one) => one.id === id);
  if (table) return joined([tableName(table.table_number), count, zoneOf(plan, table.zone)?.name]);
  const row = plan.rows.find((one) => one.id === id);
  return joined([t`Row ${row?.label || "–"}`, count, zoneOf(plan, row?.zone ?? null)?.name]);
}

export function selectionWords(
  plan: PlanDocument,
  lines: Map<string, Seat[]>,
  keys: ReadonlySet<string>,
): string {
  const [only] = keys;
  if (keys.size === 0 || !only) return t`Nothing selected`;
  return keys.size === 1
    ? nameOf(plan, lines, only)
    : plural(keys.size, { one: "# object selected", other: "# objects selected" });
}
