import type { Box } from "../seatplan";
import type { Grid } from "./grid";
import type { Section } from "./sections";

type Point = readonly [x: number, y: number];

/** A section at low zoom: its rows as wide strokes that merge into one shape, and its number of free seats. */
export interface Block {
  name: string;
  /** Simplified lines of its rows and tables, split at aisles. */
  strokes: Point[][];
  /** Stroke width: the distance between rows. */
  width: number;
  box: Box;
  /** Centre of its name and the space available for it. */
  label: { x: number; y: number; w: number; h: number };
  total: number;
  free: number;
}

/** A gap between neighbours above this many seat spacings is an aisle. */
const AISLE = 2.2;
const SAMPLE = 60;

/** Computes the shape of a section. The number of free seats is filled in later, because it changes. */
export function blockOf(
  section: Section,
  xs: Float64Array,
  ys: Float64Array,
  grid: Grid,
  unit: number,
): Block {
  const at = (index: number): Point => [xs[index] ?? 0, ys[index] ?? 0];
  const width = rowDistance(section, at, grid, unit);
  const strokes = section.groups.flatMap((group) =>
    splitAtGaps(group.seats.map(at), unit * AISLE).map((part) => simplified(part, unit * 0.3)),
  );
  return {
    name: section.name,
    strokes,
    width,
    box: boundsOf(section.seats.map(at), width / 2),
    label: labelPlace(section, at, grid, width),
    total: section.seats.length,
    free: 0,
  };
}

/** Typical distance from a seat to the nearest seat of another row in the section, estimated from a sample. */
function rowDistance(
  { groups, seats }: Section,
  at: (index: number) => Point,
  grid: Grid,
  unit: number,
): number {
  const rowOf = new Map<number, number>();
  groups.forEach((group, row) => group.seats.forEach((seat) => rowOf.set(seat, row)));
  const every = Math.max(1, Math.floor(seats.length / SAMPLE));
  const found: number[] = [];
  for (let place = 0; place < seats.length; place += every) {
    const seat = seats[place] ?? 0;
    const [x, y] = at(seat);
    let shortest = Infinity;
    grid.within(x - 3 * unit, y - 3 * unit, x + 3 * unit, y + 3 * unit, (other) => {
      const row = rowOf.get(other);
      if (row === undefined || row === rowOf.get(seat)) return;
      const [ox, oy] = at(other);
      shortest = Math.min(shortest, Math.hypot(ox - x, oy - y));
    });
    if (Number.isFinite(shortest)) found.push(shortest);
  }
  const typical = found.sort((a, b) => a - b)[Math.floor(found.length * 0.75)] ?? unit;
  return Math.min(3 * unit, Math.max(1.1 * unit, typical * 1.1));
}

function splitAtGaps(points: readonly Point[], maxGap: number): Point[][] {
  const parts: Point[][] = [];
  let last: Point | undefined;
  for (const point of points) {
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > maxGap) parts.push([point]);
    else parts.at(-1)?.push(point);
    last = point;
  }
  return parts;
}

/** Simplifies a line to a tolerance with the Ramer–Douglas–Peucker algorithm. */
function simplified(points: Point[], tolerance: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let [farthest, most] = [0, 0];
  points.forEach(([x, y], place) => {
    const distance =
      length > 0
        ? Math.abs((x - first[0]) * dy - (y - first[1]) * dx) / length
        : Math.hypot(x - first[0], y - first[1]);
    if (distance > most) [farthest, most] = [place, distance];
  });
  if (most <= tolerance) return [first, last];
  return [
    ...simplified(points.slice(0, farthest + 1), tolerance),
    ...simplified(points.slice(farthest), tolerance).slice(1),
  ];
}

/** Places the label at the centre of the seats, or at the nearest seats if the centre is empty. */
function labelPlace(
  { seats }: Section,
  at: (index: number) => Point,
  grid: Grid,
  width: number,
): Block["label"] {
  const own = new Set(seats);
  const mean: Point = [0, 1].map(
    (axis) =>
      seats.reduce((sum, seat) => sum + (at(seat)[axis] ?? 0), 0) / Math.max(1, seats.length),
  ) as unknown as Point;
  let [anchor, shortest] = [mean, Infinity];
  for (const seat of seats) {
    const point = at(seat);
    const distance = Math.hypot(point[0] - mean[0], point[1] - mean[1]);
    if (distance < shortest) [anchor, shortest] = [point, distance];
  }
  /** The extent of the seats through the anchor along one axis, up to the first wide gap. */
  const extentAlong = (axis: 0 | 1): readonly [number, number] => {
    const other = axis === 0 ? 1 : 0;
    const values: number[] = [];
    const [low, high] = [-1e9, 1e9];
    const box =
      axis === 0
        ? ([low, anchor[1] - width, high, anchor[1] + width] as const)
        : ([anchor[0] - width, low, anchor[0] + width, high] as const);
    grid.within(...box, (seat) => {
      if (own.has(seat) && Math.abs(at(seat)[other] - anchor[other]) <= width)
        values.push(at(seat)[axis]);
    });
    values.sort((a, b) => a - b);
    const middle = values.findIndex((value) => value >= anchor[axis]);
    const runEnd = (from: number, step: 1 | -1): number => {
      let place = from;
      while (
        values[place + step] !== undefined &&
        Math.abs((values[place + step] ?? 0) - (values[place] ?? 0)) <= width * 2.5
      )
        place += step;
      return values[place] ?? anchor[axis];
    };
    return [runEnd(middle, -1) - width / 2, runEnd(middle, 1) + width / 2];
  };
  const [[left, right], [top, bottom]] = [extentAlong(0), extentAlong(1)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}

function boundsOf(points: readonly Point[], margin: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}
