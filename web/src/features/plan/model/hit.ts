import { inside, outlineOf, tableOutline, type Found } from "./bounds";
import type { Box, PlanDocument, Point } from "./document";

const contains = (box: Box, { x, y }: Point) =>
  x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

export interface Hit {
  object: string;
  seat: string | null;
}

/** Hit test. Seats come before table tops, table tops before areas, and later objects before earlier ones. */
export function hit(
  plan: PlanDocument,
  objects: readonly Found[],
  point: Point,
  unit: number,
): Hit | null {
  const reach = unit * 0.45;
  for (const found of objects.toReversed()) {
    if (found.key.startsWith("a:") || !contains(found.box, point)) continue;
    const seat = found.seats.find((one) => Math.hypot(one.x - point.x, one.y - point.y) <= reach);
    if (seat) return { object: found.key, seat: seat.guid };
  }
  for (const table of plan.tables)
    if (inside(point, tableOutline(table))) return { object: `t:${table.id}`, seat: null };
  for (const area of plan.areas.toReversed())
    if (inside(point, outlineOf(area))) return { object: `a:${area.id}`, seat: null };
  // a point between two seats of a row hits the row
  for (const found of objects.toReversed()) {
    if (!found.key.startsWith("r:") || !contains(found.box, point)) continue;
    if (
      found.seats.some(
        (seat, index) =>
          index > 0 && nearSegment(point, found.seats[index - 1] ?? seat, seat) <= reach * 0.8,
      )
    )
      return { object: found.key, seat: null };
  }
  return null;
}

function nearSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const fraction = Math.max(
    0,
    Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)),
  );
  return Math.hypot(point.x - a.x - fraction * dx, point.y - a.y - fraction * dy);
}

/** Objects inside a lasso: single seats, or objects whose centre or most seats are inside. */
export function enclosed(
  plan: PlanDocument,
  objects: readonly Found[],
  lasso: readonly Point[],
  wants: "objects" | "seats",
): string[] {
  if (wants === "seats")
    return plan.seats.filter((seat) => inside(seat, lasso)).map((seat) => `s:${seat.guid}`);
  return objects
    .filter(({ seats, box }) => {
      if (seats.length > 0)
        return seats.filter((seat) => inside(seat, lasso)).length > seats.length / 2;
      return inside({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, lasso);
    })
    .map((one) => one.key);
}
