import { areaPoints, type AreaShape, type TableShape } from "./planshapes";

/** Seat positions, shared by all renderers and free of any framework. */
export interface SeatPlace {
  id: string;
  table_number?: string | null;
  row?: string | null;
  x?: number | null;
  y?: number | null;
}
export type PlacedSeat<S extends SeatPlace> = S & { px: number; py: number };
export type Area = AreaShape;
export interface Table extends TableShape {
  label: string;
  radius: number;
}
/** A row's letter, placed next to its first or last seat. */
export interface RowLabel {
  text: string;
  x: number;
  y: number;
}
export interface Backdrop {
  file_id: string;
  x: number;
  y: number;
  scale: number;
  opacity: number;
  width?: number | null;
  height?: number | null;
}
interface RowOf {
  id: string;
  zone?: string | null;
  label?: string | null;
  label_at?: string | null;
}
export type Box = readonly [x: number, y: number, w: number, h: number];
export interface Drawing {
  areas: Area[];
  tables: (TableShape & { table_number: string })[];
  zones?: { id: string; name?: string | null; prefix?: string | null }[];
  rows?: RowOf[];
  background?: Backdrop | null;
}
export interface PlanOf<S extends SeatPlace> {
  seats: PlacedSeat<S>[];
  tables: Table[];
  areas: Area[];
  labels: RowLabel[];
  background: Backdrop | null;
  unit: number;
  box: Box;
}

function grouped<S extends SeatPlace>(seats: readonly S[]): S[][] {
  const groups = new Map<string, S[]>();
  for (const seat of seats) {
    const key = seat.table_number ?? seat.row ?? "";
    const group = groups.get(key);
    if (group) group.push(seat);
    else groups.set(key, [seat]);
  }
  return [...groups.values()];
}

/** Computes the position of every seat. Seats without coordinates are lined up below the others, group by group. */
export function layOut<S extends SeatPlace>(
  seats: readonly S[],
  geometry: Drawing | undefined,
): PlanOf<S> {
  const placed: PlacedSeat<S>[] = [];
  const unplaced: S[] = [];
  for (const seat of seats) {
    if (seat.x != null && seat.y != null) placed.push({ ...seat, px: seat.x, py: seat.y });
    else unplaced.push(seat);
  }
  const unit = spacing(placed);
  let y =
    placed.length > 0
      ? placed.reduce((most, seat) => Math.max(most, seat.py), -Infinity) + unit * 2
      : 0;
  for (const group of grouped(unplaced)) {
    group.forEach((seat, index) =>
      placed.push({ ...seat, px: (index % 24) * unit, py: y + Math.floor(index / 24) * unit }),
    );
    y += unit * (Math.ceil(group.length / 24) + 0.4);
  }
  const chairs = new Map<string, PlacedSeat<S>[]>();
  for (const seat of placed) {
    if (seat.table_number == null) continue;
    const own = chairs.get(seat.table_number);
    if (own) own.push(seat);
    else chairs.set(seat.table_number, [seat]);
  }
  const tables = (geometry?.tables ?? []).map((table) => ({
    ...table,
    label: table.table_number,
    radius: tableRadius(table, chairs.get(table.table_number) ?? [], unit),
  }));
  const areas = geometry?.areas ?? [];
  const background = geometry?.background ?? null;
  return {
    seats: placed,
    tables,
    areas,
    labels: rowLabels(placed, geometry, unit),
    background,
    unit,
    box: boxOf(placed, tables, areas, background, unit),
  };
}

/** Labels at the ends of rows where the plan asks for them. */
function rowLabels(
  seats: readonly PlacedSeat<SeatPlace>[],
  geometry: Drawing | undefined,
  unit: number,
): RowLabel[] {
  const prefixes = new Map((geometry?.zones ?? []).map((zone) => [zone.id, zone.prefix ?? ""]));
  const drawn = new Map(
    (geometry?.rows ?? []).map((row) => [
      `${prefixes.get(row.zone ?? "") ?? ""} ${row.label ?? ""}`.trim(),
      row,
    ]),
  );
  const ends = new Map<string, PlacedSeat<SeatPlace>[]>();
  for (const seat of seats) {
    if (seat.table_number || !seat.row || !drawn.has(seat.row)) continue;
    const row = ends.get(seat.row);
    if (row) row.push(seat);
    else ends.set(seat.row, [seat]);
  }
  return [...ends].flatMap(([name, row]) => {
    const { label, label_at } = drawn.get(name) ?? {};
    const beyond = (
      end: PlacedSeat<SeatPlace> | undefined,
      next: PlacedSeat<SeatPlace> | undefined,
      side: number,
    ): RowLabel[] => {
      if (!end || !label) return [];
      const [dx, dy] = next ? [end.px - next.px, end.py - next.py] : [side, 0];
      const length = Math.hypot(dx, dy) || 1;
      return [
        {
          text: label,
          x: end.px + (dx / length) * unit * 0.85,
          y: end.py + (dy / length) * unit * 0.85,
        },
      ];
    };
    if (!label || label_at === "none") return [];
    return [
      ...(label_at === "end" ? [] : beyond(row[0], row[1], -1)),
      ...(label_at === "both" || label_at === "end" ? beyond(row.at(-1), row.at(-2), 1) : []),
    ];
  });
}

function tableRadius(
  table: TableShape,
  own: readonly PlacedSeat<SeatPlace>[],
  unit: number,
): number {
  const nearest = Math.min(...own.map((seat) => Math.hypot(seat.px - table.x, seat.py - table.y)));
  return Number.isFinite(nearest)
    ? Math.max(unit * 0.4, nearest - unit * 0.58)
    : (table.radius ?? unit);
}

/** Typical distance between neighbouring seats. It determines the drawn size of a seat. */
function spacing(seats: readonly PlacedSeat<SeatPlace>[]): number {
  const sample = seats.slice(0, 60);
  const nearest = sample
    .map((seat) => {
      let least = Infinity;
      for (const other of seats) {
        if (other !== seat)
          least = Math.min(least, Math.hypot(other.px - seat.px, other.py - seat.py) || Infinity);
      }
      return least;
    })
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return nearest[Math.floor(nearest.length / 4)] ?? 40;
}

function boxOf(
  seats: readonly PlacedSeat<SeatPlace>[],
  tables: Table[],
  areas: Area[],
  background: Backdrop | null,
  unit: number,
): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number, r: number) => {
    left = Math.min(left, x - r);
    right = Math.max(right, x + r);
    top = Math.min(top, y - r);
    bottom = Math.max(bottom, y + r);
  };
  seats.forEach((seat) => include(seat.px, seat.py, unit / 2));
  tables.forEach((table) =>
    include(table.x, table.y, Math.max(table.radius, (table.width ?? 0) / 2)),
  );
  areas.forEach((area) => areaPoints(area).forEach((point) => include(point.x, point.y, 0)));
  if (background) {
    include(background.x, background.y, 0);
    include(
      background.x + (background.width ?? 0) * background.scale,
      background.y + (background.height ?? 0) * background.scale,
      0,
    );
  }
  if (!Number.isFinite(left)) return [0, 0, 100, 100];
  const margin = unit;
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}

/** The next seat from `from` in a direction, for the arrow keys. Returns `from` at the edge. */
export function nextSeat<S extends SeatPlace>(
  seats: readonly PlacedSeat<S>[],
  from: PlacedSeat<S>,
  dx: number,
  dy: number,
): PlacedSeat<S> {
  let best = from;
  let least = Infinity;
  for (const seat of seats) {
    const along = (seat.px - from.px) * dx + (seat.py - from.py) * dy;
    if (along <= 0.01) continue;
    const across = Math.abs((seat.px - from.px) * dy) + Math.abs((seat.py - from.py) * dx);
    const cost = along + across * 2.2;
    if (cost < least) {
      least = cost;
      best = seat;
    }
  }
  return best;
}
