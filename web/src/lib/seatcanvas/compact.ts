import type { Drawing, SeatPlace } from "../seatplan";

/** Above so many seats a plan is a canvas; below it is a picture of shapes. */
export const MAX_SHAPES = 1500;

/** A seat as the geometry gives it: `line` is the place of its row or table in the lines. */
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
/** A seat as it is known already, with more than the letters say. */
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

/** Seats of a geometry with the letters of the status; those of `before` that stand as they stood are kept as they are, names and all. */
export function seatsFrom<S extends KnownSeat>(
  geometry: Geometry,
  letters: string,
  before: readonly S[] = [],
): (CompactSeat | S)[] {
  return (geometry.seats as SeatRow[]).map((row, index) => {
    const letter = letters[index] ?? "f";
    const status = states[letter] ?? "free";
    const old = before[index];
    if (
      old &&
      old.id === row[0] &&
      old.status === status &&
      (old.held_by_me === true) === (letter === "m") &&
      old.seat_number === row[1] &&
      old.category === row[4] &&
      old.x === row[5] &&
      old.y === row[6] &&
      (old.accessible === true) === (row[7] === 1)
    )
      return old;
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
