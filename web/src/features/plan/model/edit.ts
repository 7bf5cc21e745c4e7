import { freshId } from "@/lib/ids";
import { boxAround, joined, middleOf, outlineOf, tableOutline } from "./bounds";
import {
  seatsByLine,
  type Area,
  type Box,
  type PlanDocument,
  type Point,
  type Seat,
} from "./document";
import { rotated } from "./layout";

/** What is chosen: `r:` rows, `t:` tables, `a:` areas, `s:` single seats. */
export type Selection = ReadonlySet<string>;
const idsOf = (selection: Selection, kind: string) =>
  new Set([...selection].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(2)));

/** The seats that a selection moves or changes: its own, and those of its rows and tables. */
export function seatsIn(plan: PlanDocument, selection: Selection): Seat[] {
  const [lines, tables, single] = [
    idsOf(selection, "r"),
    idsOf(selection, "t"),
    idsOf(selection, "s"),
  ];
  return plan.seats.filter(
    (seat) =>
      single.has(seat.guid) ||
      (seat.line !== null && (lines.has(seat.line) || tables.has(seat.line))),
  );
}

export function boxesOf(plan: PlanDocument, selection: Selection, unit: number): Map<string, Box> {
  const boxes = new Map<string, Box>();
  if (selection.size === 0) return boxes;
  const lines = seatsByLine(plan);
  const single = new Map(
    idsOf(selection, "s").size > 0 ? plan.seats.map((seat) => [seat.guid, seat]) : [],
  );
  for (const key of selection) {
    const id = key.slice(2);
    const area = key.startsWith("a:") ? plan.areas.find((one) => one.id === id) : undefined;
    const table = key.startsWith("t:") ? plan.tables.find((one) => one.id === id) : undefined;
    const alone = single.get(id);
    const seats = key.startsWith("s:")
      ? alone
        ? [alone]
        : []
      : key.startsWith("a:")
        ? []
        : (lines.get(id) ?? []);
    const points: Point[] = [
      ...(area ? outlineOf(area) : []),
      ...(table ? tableOutline(table) : []),
      ...seats,
    ];
    if (points.length > 0) boxes.set(key, boxAround(points, seats.length > 0 ? unit * 0.45 : 0));
  }
  return boxes;
}

/** Everything chosen moved by a function of points; what has a rotation of its own turns along. */
function transformed(
  plan: PlanDocument,
  selection: Selection,
  map: (point: Point) => Point,
  turn = 0,
): PlanDocument {
  const [lines, tables, areas] = [
    idsOf(selection, "r"),
    idsOf(selection, "t"),
    idsOf(selection, "a"),
  ];
  const seats = new Set(seatsIn(plan, selection).map((seat) => seat.guid));
  const put = <T extends Point & { rotation: number }>(one: T): T => ({
    ...one,
    ...map(one),
    rotation: tidyAngle(one.rotation + turn),
  });
  return {
    ...plan,
    rows: plan.rows.map((row) => (lines.has(row.id) ? put(row) : row)),
    tables: plan.tables.map((table) => (tables.has(table.id) ? put(table) : table)),
    areas: plan.areas.map((area) => (areas.has(area.id) ? put(area) : area)),
    seats: plan.seats.map((seat) => (seats.has(seat.guid) ? { ...seat, ...map(seat) } : seat)),
  };
}

const tidyAngle = (degrees: number) => Math.round((((degrees % 360) + 360) % 360) * 100) / 100;
const tidy = (value: number) => Math.round(value * 100) / 100;

export function moved(
  plan: PlanDocument,
  selection: Selection,
  dx: number,
  dy: number,
): PlanDocument {
  if (dx === 0 && dy === 0) return plan;
  return transformed(plan, selection, (point) => ({
    x: tidy(point.x + dx),
    y: tidy(point.y + dy),
  }));
}

export function turned(
  plan: PlanDocument,
  selection: Selection,
  degrees: number,
  unit: number,
  around?: Point,
): PlanDocument {
  const centre = around ?? middleOf(joined([...boxesOf(plan, selection, unit).values()]));
  return transformed(plan, selection, (point) => rotated(point, centre, degrees), degrees);
}

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";

export function aligned(
  plan: PlanDocument,
  selection: Selection,
  side: Side,
  unit: number,
): PlanDocument {
  const boxes = boxesOf(plan, selection, unit);
  const whole = joined([...boxes.values()]);
  const middle = middleOf(whole);
  return [...boxes].reduce((result, [key, box]) => {
    const own = middleOf(box);
    const dx = {
      left: whole[0] - box[0],
      right: whole[2] - box[2],
      centre: middle.x - own.x,
      top: 0,
      middle: 0,
      bottom: 0,
    }[side];
    const dy = {
      top: whole[1] - box[1],
      bottom: whole[3] - box[3],
      middle: middle.y - own.y,
      left: 0,
      centre: 0,
      right: 0,
    }[side];
    return moved(result, new Set([key]), dx, dy);
  }, plan);
}

/** The same distance between the middles of all, the outermost two staying. */
export function distributed(
  plan: PlanDocument,
  selection: Selection,
  along: "x" | "y",
  unit: number,
): PlanDocument {
  const sorted = [...boxesOf(plan, selection, unit)]
    .map(([key, box]) => ({ key, at: middleOf(box)[along] }))
    .sort((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return plan;
  const step = (last.at - first.at) / (sorted.length - 1);
  return sorted.reduce((result, { key, at }, index) => {
    const by = first.at + step * index - at;
    return moved(result, new Set([key]), along === "x" ? by : 0, along === "y" ? by : 0);
  }, plan);
}

export function removed(plan: PlanDocument, selection: Selection): PlanDocument {
  const gone = new Set(seatsIn(plan, selection).map((seat) => seat.guid));
  const seats = plan.seats.filter((seat) => !gone.has(seat.guid));
  const [rows, tables, areas] = [
    idsOf(selection, "r"),
    idsOf(selection, "t"),
    idsOf(selection, "a"),
  ];
  const filled = new Set(seats.map((seat) => seat.line));
  const emptied = new Set(
    plan.seats.filter((seat) => gone.has(seat.guid)).map((seat) => seat.line),
  );
  return {
    ...plan,
    seats,
    rows: plan.rows.filter(
      (row) => !rows.has(row.id) && (filled.has(row.id) || !emptied.has(row.id)),
    ),
    tables: plan.tables.filter((table) => !tables.has(table.id)),
    areas: plan.areas.filter((area) => !areas.has(area.id)),
  };
}

export function changedSeats(
  plan: PlanDocument,
  selection: Selection,
  change: Partial<Seat>,
): PlanDocument {
  const chosen = new Set(seatsIn(plan, selection).map((seat) => seat.guid));
  return {
    ...plan,
    seats: plan.seats.map((seat) => (chosen.has(seat.guid) ? { ...seat, ...change } : seat)),
  };
}

export function changedAreas(
  plan: PlanDocument,
  selection: Selection,
  change: Partial<Area>,
): PlanDocument {
  const chosen = idsOf(selection, "a");
  return {
    ...plan,
    areas: plan.areas.map((area) => (chosen.has(area.id) ? { ...area, ...change } : area)),
  };
}

/** What is chosen, for the clipboard: enough to be put into this plan or another. */
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

/** A clip put in, a little aside, with ids of its own; who calls it labels the copies anew. */
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
