import { MAX_SHAPES } from "@/lib/seatcanvas/compact";
import { Hall, State } from "@/lib/seatcanvas/hall";
import { sectionsOf, type Group, type Section } from "@/lib/seatcanvas/sections";
import { layOut } from "@/lib/seatplan";
import type { PlanDocument, Seat } from "./document";

/** Whether the plan is large enough to be drawn on a canvas. */
export const isLarge = (plan: PlanDocument): boolean => plan.seats.length > MAX_SHAPES;

/** Converts the plan for the seat canvas. Seats keep their order; sections come from zones. */
export function hallOf(plan: PlanDocument, lines: ReadonlyMap<string, readonly Seat[]>): Hall {
  const places = new Map<string, number>();
  const seats = plan.seats.map((seat, place) => {
    places.set(seat.guid, place);
    return { ...seat, id: seat.guid };
  });
  const laidOut = layOut(seats, {
    areas: plan.areas,
    tables: plan.tables,
    zones: plan.zones,
    rows: plan.rows,
    background: plan.background,
  });
  return new Hall(
    laidOut,
    sectionsBy(plan, lines, places) ?? sectionsOf(seats, undefined),
    (place) => (plan.seats[place]?.blocked ? State.blocked : State.free),
  );
}

/** Sections by zone, or null if the plan doesn't have several. */
function sectionsBy(
  plan: PlanDocument,
  lines: ReadonlyMap<string, readonly Seat[]>,
  places: ReadonlyMap<string, number>,
): Section[] | null {
  if (plan.zones.length < 2) return null;
  const byZone = new Map<string, Section>(
    plan.zones.map(({ id, name, prefix }) => [
      id,
      { id, name: name || prefix || id, groups: [], seats: [] },
    ]),
  );
  const rest: Section = { id: "", name: "", groups: [], seats: [] };
  const zones = new Map([
    ...plan.rows.map((row) => [row.id, row.zone] as const),
    ...plan.tables.map((table) => [table.id, table.zone] as const),
  ]);
  for (const [line, own] of lines) {
    const section = byZone.get(zones.get(line) ?? "") ?? rest;
    const group: Group = {
      name: line,
      isTable: own[0]?.table_number != null,
      seats: own.flatMap((seat) => places.get(seat.guid) ?? []),
    };
    section.groups.push(group);
    for (const place of group.seats) section.seats.push(place);
  }
  return [...byZone.values(), rest].filter((section) => section.seats.length > 0);
}
