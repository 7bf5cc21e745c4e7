import { t } from "@lingui/core/macro";
import type { Seat } from "@/api";
import { kindName, seatName, tableName } from "@/lib/seatLabels";
import { splitSeat } from "@/lib/seatNames";
import type { PlanOf, PlacedSeat } from "@/lib/seatplan";

export { categoryLooks, type CategoryLook } from "@/lib/seatcanvas/looks";

export type Placed = PlacedSeat<Seat>;
export type Plan = PlanOf<Seat>;

export function groupOf(seat: Pick<Seat, "table_number" | "row">): string {
  if (seat.table_number) return tableName(seat.table_number);
  return seat.row ? t`Row ${seat.row}` : t`Seats`;
}

export function byGroup<S extends Seat>(seats: readonly S[]): Map<string, S[]> {
  const groups = new Map<string, S[]>();
  for (const seat of seats) {
    const key = groupOf(seat);
    const list = groups.get(key);
    if (list) list.push(seat);
    else groups.set(key, [seat]);
  }
  return groups;
}

export function seatState(seat: Seat): string {
  switch (seat.status) {
    case "free":
      return t`free`;
    case "held":
      return seat.held_by_me ? t`held by you` : t`held`;
    case "assigned":
      return seat.guest ? t`taken by ${seat.guest.name}` : t`taken`;
    case "blocked":
      return seat.house ? t`held back for ${seat.house}` : t`blocked`;
  }
}

/** Accessible name of a seat, with everything the map shows. */
export function seatDescription(seat: Seat): string {
  return [
    seatName(seat.seat_number),
    !splitSeat(seat.seat_number) && groupOf(seat),
    seat.category && kindName(seat.category),
    seatState(seat),
    seat.accessible && t`accessible`,
  ]
    .filter(Boolean)
    .join(", ");
}

export function countByStatus(seats: readonly Seat[]): Record<Seat["status"], number> {
  const counts = { free: 0, held: 0, assigned: 0, blocked: 0 };
  for (const seat of seats) counts[seat.status] += 1;
  return counts;
}
