import type { Seat } from "./calls";

/** A gap above this many typical seat spacings counts as an aisle. The server uses the same value. */
const AISLE = 1.75;

type InLine = Pick<Seat, "id" | "seat_number" | "status" | "x" | "y"> & {
  row?: string | null;
  table_number?: string | null;
};

const apart = (a: InLine, b: InLine) => Math.hypot(a.x - b.x, a.y - b.y);

/** A key for the seat's row or table. */
export const lineOf = (seat: Pick<InLine, "row" | "table_number">) =>
  `${seat.table_number ?? ""}\n${seat.row ?? ""}`;

/** Free seats that this choice would leave alone between two taken ones. Seats must be in plan order. */
export function leftAlone<S extends InLine>(seats: Iterable<S>, chosen: ReadonlySet<string>): S[] {
  const lines = new Map<string, S[]>();
  for (const seat of seats) {
    const key = lineOf(seat);
    const line = lines.get(key);
    if (line) line.push(seat);
    else lines.set(key, [seat]);
  }
  return [...lines.values()]
    .filter((line) => line.some((seat) => chosen.has(seat.id)))
    .flatMap((line) => {
      const steps = line
        .slice(1)
        .map((seat, at) => apart(seat, line[at] as S))
        .sort((a, b) => a - b);
      const step = steps[Math.floor(steps.length / 2)] ?? 0;
      const isFree = (seat: S) => seat.status === "free" && !chosen.has(seat.id);
      return line.filter((seat, at) => {
        const [before, after] = [line[at - 1], line[at + 1]];
        return (
          before &&
          after &&
          isFree(seat) &&
          !isFree(before) &&
          !isFree(after) &&
          apart(before, seat) <= AISLE * step &&
          apart(seat, after) <= AISLE * step &&
          (chosen.has(before.id) || chosen.has(after.id))
        );
      });
    });
}
