import { freshId } from "@/lib/ids";
import type { Area, PlanDocument, Point, Seat } from "./document";
import { idsOf, tidy, type Selection } from "./edit";

/** Copied objects, which can be pasted into this or another plan. */
export interface Clip {
  rows: PlanDocument["rows"];
  tables: PlanDocument["tables"];
  areas: Area[];
  seats: Seat[];
}

export function copied(plan: PlanDocument, selection: Selection): Clip {
  const [rows, tables, areas] = [
    idsOf(selection, "r"),
    idsOf(selection, "t"),
    idsOf(selection, "a"),
  ];
  const seats = plan.seats.filter(
    (seat) => seat.line !== null && (rows.has(seat.line) || tables.has(seat.line)),
  );
  return {
    rows: plan.rows.filter((row) => rows.has(row.id)),
    tables: plan.tables.filter((table) => tables.has(table.id)),
    areas: plan.areas.filter((area) => areas.has(area.id)),
    seats,
  };
}

/** Pastes a clip with an offset and new ids. The caller has to relabel the copies. */
export function pasted(
  plan: PlanDocument,
  clip: Clip,
  dx: number,
  dy: number,
): { plan: PlanDocument; selection: Set<string> } {
  const ids = new Map(
    [...clip.rows, ...clip.tables, ...clip.areas].map((one) => [one.id, freshId()]),
  );
  const zones = new Set(plan.zones.map((zone) => zone.id));
  const put = <T extends Point & { id: string; zone: string | null }>(one: T): T => ({
    ...one,
    id: ids.get(one.id) ?? one.id,
    zone: one.zone !== null && zones.has(one.zone) ? one.zone : null,
    x: tidy(one.x + dx),
    y: tidy(one.y + dy),
  });
  const kinds = new Set(plan.categories.map((kind) => kind.name));
  const seats = clip.seats.map((seat): Seat => ({
    ...seat,
    guid: freshId(),
    line: ids.get(seat.line ?? "") ?? null,
    category: kinds.has(seat.category) ? seat.category : (plan.categories[0]?.name ?? "regular"),
    x: tidy(seat.x + dx),
    y: tidy(seat.y + dy),
  }));
  const next = {
    ...plan,
    rows: [...plan.rows, ...clip.rows.map(put)],
    tables: [...plan.tables, ...clip.tables.map(put)],
    areas: [...plan.areas, ...clip.areas.map(put)],
    seats: [...plan.seats, ...seats],
  };
  const keys = [
    ...clip.rows.map((one) => `r:${ids.get(one.id)}`),
    ...clip.tables.map((one) => `t:${ids.get(one.id)}`),
    ...clip.areas.map((one) => `a:${ids.get(one.id)}`),
  ];
  return { plan: next, selection: new Set(keys) };
}
