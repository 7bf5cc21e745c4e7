import type { Seat } from "./calls";

/** Neighbours farther apart than so many usual steps of their line have an aisle between them; as on the server. */
const AISLE = 1.75;

const apart = (a: Seat, b: Seat) => Math.hypot((a.x ?? 0) - (b.x ?? 0), (a.y ?? 0) - (b.y ?? 0));

/** Free seats that these choices would leave alone between two taken ones. The seats come in the plan's order. */
export function leftAlone(seats: Iterable<Seat>, chosen: ReadonlySet<string>): Seat[] {
  const lines = new Map<string, Seat[]>();
  for (const seat of seats) {
    const key = `${seat.table_number ?? ""}\n${seat.row ?? ""}`;
    const line = lines.get(key);
    if (line) line.push(seat); else lines.set(key, [seat]);
  }
  return [...lines.values()].filter((line) => line.some((seat) => chosen.has(seat.id))).flatMap((line) => {
    const steps = line.slice(1).map((seat, at) => apart(seat, line[at] as Seat)).sort((a, b) => a - b);
    const step = steps[Math.floor(steps.length / 2)] ?? 0;
    const isFree = (seat: Seat) => seat.status === "free" && !chosen.has(seat.id);
    return line.filter((seat, at) => {
      const [before, after] = [line[at - 1], line[at + 1]];
      return before && after && isFree(seat) && !isFree(before) && !isFree(after) && apart(before, seat) <= AISLE * step && apart(seat, after) <= AISLE * step && (chosen.has(before.id) || chosen.has(after.id));
    });
  });
}
