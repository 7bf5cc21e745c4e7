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

/** Keys of selected objects: `r:` rows, `t:` tables, `a:` areas, `s:` single seats. */
export type Selection = ReadonlySet<string>;
export const idsOf = (selection: Selection, kind: string) =>
  new Set([...selection].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(2)));

/** The seats of a selection, including those of its rows and tables. */
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

/** Maps the positions of a selection. Objects with a rotation are rotated as well. */
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
  const mapped = <T extends Point & { rotation: number }>(one: T): T => ({
    ...one,
    ...map(one),
    rotation: tidyAngle(one.rotation + turn),
  });
  return {
    ...plan,
    rows: plan.rows.map((row) => (lines.has(row.id) ? mapped(row) : row)),
    tables: plan.tables.map((table) => (tables.has(table.id) ? mapped(table) : table)),
    areas: plan.areas.map((area) => (areas.has(area.id) ? mapped(area) : area)),
    seats: plan.seats.map((seat) => (seats.has(seat.guid) ? { ...seat, ...map(seat) } : seat)),
  };
}

const tidyAngle = (degrees: number) => Math.round((((degrees % 360) + 360) % 360) * 100) / 100;
export const tidy = (value: number) => Math.round(value * 100) / 100;

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
