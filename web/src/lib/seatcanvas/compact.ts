import type { Drawing, SeatPlace } from "../seatplan";

/** Larger plans are drawn on a canvas, smaller ones as SVG. */
export const MAX_SHAPES = 1500;

/** A seat as encoded in the geometry. `line` is the index of its row or table in `lines`. */
export type SeatRow = [
  id: string,
  seat_number: string,
  table_number: string | null,
  row: string | null,
  category: string,
  x: number,
  y: number,
  accessible: number,
  line: number | null,
  companion: number,
];
export interface Line {
  kind: string;
  id: string;
  zone?: string | null;
  label?: string | null;
}
export type Geometry = Drawing & { plan_version?: number; lines?: Line[]; seats?: unknown[] };
export interface Letters {
  plan_version: number;
  position: string;
  status: string;
}

type Status = "free" | "held" | "assigned" | "blocked";
export interface CompactSeat extends SeatPlace {
  id: string;
  seat_number: string;
  table_number: string | null;
  row: string | null;
  category: string;
  x: number;
  y: number;
  accessible: boolean;
  status: Status;
  held_by_me: boolean;
}
/** A seat that is already loaded, with more detail than the status letters carry. */
interface KnownSeat extends SeatPlace {
  seat_number: string;
  category?: string | null;
  accessible?: boolean;
  status: Status;
  held_by_me?: boolean | null;
}

const states: Record<string, Status> = {
  f: "free",
  h: "held",
  m: "held",
  a: "assigned",
  b: "blocked",
  o: "blocked",
};

/** Combines the geometry with the status letters. Unchanged seats of `before` keep their identity and their details. */
export function seatsFrom<S extends KnownSeat>(
  geometry: Geometry,
  letters: string,
  before: readonly S[] = [],
): (CompactSeat | S)[] {
  return (geometry.seats as SeatRow[]).map((row, index) => {
    const letter = letters[index] ?? "f";
    const status = states[letter] ?? "free";
    const previous = before[index];
    if (
      previous &&
      previous.id === row[0] &&
      previous.status === status &&
      (previous.held_by_me === true) === (letter === "m") &&
      previous.seat_number === row[1] &&
      previous.category === row[4] &&
      previous.x === row[5] &&
      previous.y === row[6] &&
      (previous.accessible === true) === (row[7] === 1)
    )
      return previous;
    return {
      id: row[0],
      seat_number: row[1],
      table_number: row[2],
      row: row[3],
      category: row[4],
      x: row[5],
      y: row[6],
      accessible: row[7] === 1,
      status,
      held_by_me: letter === "m",
    };
  });
}
