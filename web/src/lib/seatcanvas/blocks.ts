import type { Box } from "../seatplan";
import type { Grid } from "./grid";
import type { Section } from "./sections";

type Point = readonly [x: number, y: number];

/** A section as seen from afar: its rows as broad strokes that run into each other, and how many of its seats are free. */
export interface Block {
  name: string;
  /** Its rows and tables, each as few points as its course needs; broken at aisles. */
  strokes: Point[][];
  /** How broad a stroke is: as far as it is to the next row. */
  breadth: number;
  box: Box;
  /** Where its name stands, and the room for it. */
  label: { x: number; y: number; w: number; h: number };
  total: number;
  free: number;
}

/** Seats of a row farther apart than so many seats have an aisle between them. */
const AISLE = 2.2;
const SAMPLE = 60;

/** The look of a section from afar; without its free seats, which change. */
export function blockOf(
  section: Section,
  xs: Float64Array,
  ys: Float64Array,
  grid: Grid,
  unit: number,
): Block {
  const at = (index: number): Point => [xs[index] ?? 0, ys[index] ?? 0];
  const breadth = rowDistance(section, at, grid, unit);
  const strokes = section.groups.flatMap((group) =>
    broken(group.seats.map(at), unit * AISLE).map((part) => eased(part, unit * 0.3)),
  );
  return {
    name: section.name,
    strokes,
    breadth,
    box: around(section.seats.map(at), breadth / 2),
    label: labelPlace(section, at, grid, breadth),
    total: section.seats.length,
    free: 0,
  };
}

/** How far it usually is from a seat to the nearest of another row of its section. */
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
    let least = Infinity;
    grid.within(x - 3 * unit, y - 3 * unit, x + 3 * unit, y + 3 * unit, (other) => {
      const row = rowOf.get(other);
      if (row === undefined || row === rowOf.get(seat)) return;
      const [ox, oy] = at(other);
      least = Math.min(least, Math.hypot(ox - x, oy - y));
    });
    if (Number.isFinite(least)) found.push(least);
  }
  const usual = found.sort((a, b) => a - b)[Math.floor(found.length * 0.75)] ?? unit;
  return Math.min(3 * unit, Math.max(1.1 * unit, usual * 1.1));
}

function broken(points: readonly Point[], apart: number): Point[][] {
  const parts: Point[][] = [];
  let last: Point | undefined;
  for (const point of points) {
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > apart) parts.push([point]);
    else parts.at(-1)?.push(point);
    last = point;
  }
  return parts;
}

/** The fewest of the points whose course stays within so much of all: Ramer, Douglas and Peucker (1973). */
function eased(points: Point[], within: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let [farthest, most] = [0, 0];
  points.forEach(([x, y], place) => {
    const away =
      length > 0
        ? Math.abs((x - first[0]) * dy - (y - first[1]) * dx) / length
        : Math.hypot(x - first[0], y - first[1]);
    if (away > most) [farthest, most] = [place, away];
  });
  if (most <= within) return [first, last];
  return [
    ...eased(points.slice(0, farthest + 1), within),
    ...eased(points.slice(farthest), within).slice(1),
  ];
}

/** In the middle of the seats, or of those nearest to it where the middle is empty. */
function labelPlace(
  { seats }: Section,
  at: (index: number) => Point,
  grid: Grid,
  breadth: number,
): Block["label"] {
  const own = new Set(seats);
  const mean: Point = [0, 1].map(
    (axis) =>
      seats.reduce((sum, seat) => sum + (at(seat)[axis] ?? 0), 0) / Math.max(1, seats.length),
  ) as unknown as Point;
  let [anchor, least] = [mean, Infinity];
  for (const seat of seats) {
    const point = at(seat);
    const away = Math.hypot(point[0] - mean[0], point[1] - mean[1]);
    if (away < least) [anchor, least] = [point, away];
  }
  /** The seats along one axis through the anchor, as far as they go on without a wide gap. */
  const run = (axis: 0 | 1): readonly [number, number] => {
    const other = axis === 0 ? 1 : 0;
    const lane: number[] = [];
    const [low, high] = [-1e9, 1e9];
    const box =
      axis === 0
        ? ([low, anchor[1] - breadth, high, anchor[1] + breadth] as const)
        : ([anchor[0] - breadth, low, anchor[0] + breadth, high] as const);
    grid.within(...box, (seat) => {
      if (own.has(seat) && Math.abs(at(seat)[other] - anchor[other]) <= breadth)
        lane.push(at(seat)[axis]);
    });
    lane.sort((a, b) => a - b);
    const middle = lane.findIndex((value) => value >= anchor[axis]);
    const goes = (from: number, step: 1 | -1): number => {
      let place = from;
      while (
        lane[place + step] !== undefined &&
        Math.abs((lane[place + step] ?? 0) - (lane[place] ?? 0)) <= breadth * 2.5
      )
        place += step;
      return lane[place] ?? anchor[axis];
    };
    return [goes(middle, -1) - breadth / 2, goes(middle, 1) + breadth / 2];
  };
  const [[left, right], [top, bottom]] = [run(0), run(1)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}

function around(points: readonly Point[], widen: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left - widen, top - widen, right - left + 2 * widen, bottom - top + 2 * widen];
}
