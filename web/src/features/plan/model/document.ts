import type { Backdrop } from "@/lib/seatplan";
import type { SeatDrawn } from "@/api";

/** A seating plan. It is loaded, edited and saved as a whole. Positions are absolute, in plan units. */
export interface Point {
  x: number;
  y: number;
}
export type Box = readonly [left: number, top: number, right: number, bottom: number];
export type Direction = "ltr" | "rtl" | "odd_even" | "even_odd";
export interface Gap {
  after: number;
  width: number;
}

export interface Seat {
  guid: string;
  seat_number: string;
  line: string | null;
  number: string | null;
  row: string | null;
  table_number: string | null;
  category: string;
  x: number;
  y: number;
  accessible: boolean;
  companion: boolean;
  blocked: boolean;
  blocked_reason: string | null;
  drawn?: SeatDrawn | null;
}
export interface Zone {
  id: string;
  name: string;
  prefix: string;
  x: number;
  y: number;
  rotation: number;
  zone_id?: string | null;
}
export interface Row {
  id: string;
  zone: string | null;
  label: string;
  x: number;
  y: number;
  rotation: number;
  bend: number;
  spacing: number | null;
  start: number;
  step: number;
  direction: Direction;
  gaps: Gap[];
  label_at: "start" | "end" | "both" | "none";
  row_label?: string | null;
  seat_label?: string | null;
}
export type TableShape = "round" | "long" | "head";
export interface Table {
  id: string;
  zone: string | null;
  table_number: string;
  x: number;
  y: number;
  shape: TableShape;
  radius: number;
  width: number | null;
  height: number | null;
  rotation: number;
}
export type AreaKind =
  "stage" | "area" | "text" | "bar" | "dance_floor" | "wall" | "entrance" | "screen";
export interface Area {
  id: string;
  zone: string | null;
  kind: AreaKind;
  label: string;
  shape: "rectangle" | "circle" | "ellipse" | "polygon" | "text";
  x: number;
  y: number;
  w: number | null;
  h: number | null;
  radius?: number | null;
  rx?: number | null;
  ry?: number | null;
  points?: Point[] | null;
  rotation: number;
  color?: string | null;
  border_color?: string | null;
  text_color?: string | null;
  text_size?: number | null;
  text_x?: number | null;
  text_y?: number | null;
}
export type Pattern = "plain" | "dots" | "stripes" | "grid" | "cross";
export interface Kind {
  name: string;
  color: string;
  pattern: Pattern;
  kind: "regular" | "vip" | "reserved";
}
export type Background = Backdrop;
export interface PlanDocument {
  format: "convite-plan/1";
  name: string;
  version: number;
  size: { width: number; height: number } | null;
  background: Background | null;
  categories: Kind[];
  zones: Zone[];
  rows: Row[];
  tables: Table[];
  areas: Area[];
  seats: Seat[];
}

export const rowDefaults = {
  zone: null,
  label: "",
  x: 0,
  y: 0,
  rotation: 0,
  bend: 0,
  spacing: null,
  start: 1,
  step: 1,
  direction: "ltr" as Direction,
  gaps: [] as Gap[],
  label_at: "start" as const,
};
const tableDefaults = {
  zone: null,
  x: 0,
  y: 0,
  shape: "round" as TableShape,
  radius: 90,
  width: null,
  height: null,
  rotation: 0,
};
const areaDefaults = {
  zone: null,
  kind: "area" as AreaKind,
  label: "",
  shape: "rectangle" as const,
  x: 0,
  y: 0,
  w: null,
  h: null,
  rotation: 0,
};
const backgroundDefaults = { x: 0, y: 0, scale: 1, opacity: 0.5 };
const zoneDefaults = { name: "", prefix: "", x: 0, y: 0, rotation: 0 };

type RawDocument = {
  [K in "categories" | "zones" | "rows" | "tables" | "areas" | "seats"]?: unknown[];
} & {
  name?: string;
  version?: number;
  size?: PlanDocument["size"];
  background?: (Partial<Background> & Pick<Background, "file_id">) | null;
};

/** Parses the API's document and fills in defaults. */
export function readDocument(raw: RawDocument): PlanDocument {
  const list = <T>(value: unknown[] | undefined, defaults: object) =>
    (value ?? []).map((one) => ({ ...defaults, ...(one as object) }) as T);
  return {
    format: "convite-plan/1",
    name: raw.name ?? "",
    version: raw.version ?? 0,
    size: raw.size ?? null,
    background: raw.background ? { ...backgroundDefaults, ...raw.background } : null,
    categories: list<Kind>(raw.categories, { color: "#0072B2", pattern: "plain", kind: "regular" }),
    zones: list<Zone>(raw.zones, zoneDefaults),
    rows: list<Row>(raw.rows, rowDefaults),
    tables: list<Table>(raw.tables, tableDefaults),
    areas: list<Area>(raw.areas, areaDefaults),
    seats: list<Seat>(raw.seats, {
      line: null,
      number: null,
      row: null,
      table_number: null,
      category: "regular",
      accessible: false,
      companion: false,
      blocked: false,
      blocked_reason: null,
    }).map((seat) =>
      seat.number === null ? { ...seat, number: /\d+$/.exec(seat.seat_number)?.[0] ?? null } : seat,
    ),
  };
}

/** Seats grouped by row or table, in plan order. */
export function seatsByLine(plan: PlanDocument): Map<string, Seat[]> {
  const lines = new Map<string, Seat[]>();
  for (const seat of plan.seats) {
    const key = seat.line ?? "";
    const list = lines.get(key);
    if (list) list.push(seat);
    else lines.set(key, [seat]);
  }
  return lines;
}

/** Typical distance between neighbouring seats. New rows use it, so they also match plans imported from other programs. */
export function typicalSpacing(plan: PlanDocument): number {
  const steps: number[] = [];
  for (const seats of seatsByLine(plan).values()) {
    const [first, second] = seats;
    if (first && second) steps.push(Math.hypot(second.x - first.x, second.y - first.y));
    if (steps.length >= 50) break;
  }
  const typical = steps.filter((step) => step > 0.5).sort((a, b) => a - b)[
    Math.floor(steps.length / 2)
  ];
  return typical ? Math.round(typical * 10) / 10 : 55;
}
