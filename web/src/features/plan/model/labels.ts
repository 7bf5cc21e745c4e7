import type { PlanDocument, Zone } from "./document";
import { nextLabel, rowNumbers } from "./layout";

/** A seat's full label. A dash separates two adjacent digits. */
export function labelOf(zone: Zone | undefined, line: string, number: string): string {
  const needsDash = /\p{Nd}$/u.test(line) && /^\p{Nd}/u.test(number);
  return `${zone?.prefix ? `${zone.prefix} ` : ""}${line}${needsDash ? "-" : ""}${number}`.trim();
}

export const zoneOf = (plan: PlanDocument, id: string | null) =>
  plan.zones.find((zone) => zone.id === id);

/** Duplicate labels. They have to be fixed before the plan can be saved. */
export function duplicateLabels(plan: PlanDocument): Set<string> {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  for (const seat of plan.seats)
    (seen.has(seat.seat_number) ? duplicates : seen).add(seat.seat_number);
  return duplicates;
}

/** The first label from `from` onwards that is still free, among tables or among the zone's rows. */
export function freeLabel(
  plan: PlanDocument,
  from: string,
  zone: string | null,
  kind: "rows" | "tables",
): string {
  const prefix = zoneOf(plan, zone)?.prefix ?? "";
  const taken = new Set<string>(
    kind === "tables"
      ? plan.tables.map((table) => table.table_number)
      : plan.rows
          .filter((row) => (zoneOf(plan, row.zone)?.prefix ?? "") === prefix)
          .map((row) => row.label),
  );
  let label = from;
  for (let turn = 0; taken.has(label) && turn < 5000; turn += 1) label = nextLabel(label);
  return label;
}

/** Rebuilds the seat labels of a row or table from its own label, numbering and zone. */
export function relabelled(plan: PlanDocument, id: string, renumber: boolean): PlanDocument {
  const row = plan.rows.find((one) => one.id === id);
  const table = plan.tables.find((one) => one.id === id);
  const zone = zoneOf(plan, (row ?? table)?.zone ?? null);
  const count = plan.seats.filter((seat) => seat.line === id).length;
  const numbers = row
    ? rowNumbers(count, row)
    : Array.from({ length: count }, (_, index) => String(index + 1));
  let place = 0;
  return {
    ...plan,
    seats: plan.seats.map((seat) => {
      if (seat.line !== id) return seat;
      const number = renumber || seat.number === null ? (numbers[place] ?? "") : seat.number;
      place += 1;
      if (table)
        return {
          ...seat,
          number,
          table_number: table.table_number,
          row: null,
          seat_number: `${table.table_number} Seat-${number}`,
        };
      const name = labelOf(zone, row?.label ?? "", "").replace(/-$/, "");
      return {
        ...seat,
        number,
        row: name || null,
        table_number: null,
        seat_number: labelOf(zone, row?.label ?? "", number),
      };
    }),
  };
}
