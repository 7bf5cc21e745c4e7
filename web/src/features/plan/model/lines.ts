import { freshId } from "@/lib/ids";
import { boxAround, middleOf } from "./bounds";
import type { PlanDocument, Row, Seat, Table } from "./document";
import { relabelled } from "./labels";
import { chairPoints, rowPoints, tableSize, type RowShape } from "./layout";

/** Default attributes of a new seat. */
export const seatDefaults = {
  row: null,
  table_number: null,
  accessible: false,
  companion: false,
  blocked: false,
  blocked_reason: null,
};

/** The row's shape, centred on its actual seats because its stored origin may lie elsewhere. */
export function shapeOf(plan: PlanDocument, row: Row, unit: number): RowShape {
  const seats = plan.seats.filter((seat) => seat.line === row.id);
  const [first, second, last] = [seats[0], seats[1], seats.at(-1)];
  const middle = first && last ? { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 } : row;
  const centre =
    row.spacing === null || !first || !last
      ? middleOf(boxAround(seats.length > 0 ? seats : [row]))
      : row;
  const spacing =
    row.spacing ?? (first && second ? Math.hypot(second.x - first.x, second.y - first.y) : unit);
  return {
    x: row.spacing === null ? middle.x : centre.x,
    y: row.spacing === null ? middle.y : centre.y,
    rotation: row.rotation,
    bend: row.bend,
    spacing,
    gaps: row.gaps,
  };
}

/** Recomputes a row's seats from its shape. Remaining seats keep their guid, category and attributes. */
export function redrawnRow(
  plan: PlanDocument,
  id: string,
  change: Partial<Row>,
  unit: number,
  count?: number,
): PlanDocument {
  const before = plan.rows.find((row) => row.id === id);
  if (!before) return plan;
  const shape = shapeOf(plan, before, unit);
  const row: Row = { ...before, x: shape.x, y: shape.y, spacing: shape.spacing, ...change };
  const old = plan.seats.filter((seat) => seat.line === id);
  const wanted = count ?? old.length;
  const points = rowPoints({ ...shape, ...row, spacing: row.spacing ?? shape.spacing }, wanted);
  const seats = points.map((point, index): Seat => {
    const kept = old[index];
    return kept
      ? { ...kept, ...point }
      : {
          ...seatDefaults,
          guid: freshId(),
          line: id,
          number: null,
          seat_number: "",
          category: old.at(-1)?.category ?? plan.categories[0]?.name ?? "regular",
          ...point,
        };
  });
  const next = {
    ...plan,
    rows: plan.rows.map((one) => (one.id === id ? row : one)),
    seats: replaceLineSeats(plan.seats, id, seats),
  };
  const renumber =
    wanted !== old.length || "start" in change || "step" in change || "direction" in change;
  return renumber || "label" in change || "zone" in change ? relabelled(next, id, renumber) : next;
}

/** Replaces the seats of one line at their position in plan order. */
function replaceLineSeats(seats: readonly Seat[], line: string, replacements: Seat[]): Seat[] {
  const at = seats.findIndex((seat) => seat.line === line);
  const others = seats.filter((seat) => seat.line !== line);
  const before =
    at < 0 ? others.length : seats.slice(0, at).filter((seat) => seat.line !== line).length;
  return [...others.slice(0, before), ...replacements, ...others.slice(before)];
}

export function redrawnTable(
  plan: PlanDocument,
  id: string,
  change: Partial<Table>,
  unit: number,
  count?: number,
): PlanDocument {
  const before = plan.tables.find((table) => table.id === id);
  if (!before) return plan;
  const old = plan.seats.filter((seat) => seat.line === id);
  const wanted = count ?? old.length;
  const size =
    wanted !== old.length || change.shape
      ? tableSize(change.shape ?? before.shape, wanted, unit)
      : {};
  const table: Table = { ...before, ...size, ...change };
  const seats = chairPoints(table, wanted, unit).map((point, index): Seat => {
    const kept = old[index];
    return kept
      ? { ...kept, ...point }
      : {
          ...seatDefaults,
          guid: freshId(),
          line: id,
          number: null,
          seat_number: "",
          category: old.at(-1)?.category ?? plan.categories[0]?.name ?? "regular",
          ...point,
        };
  });
  const next = {
    ...plan,
    tables: plan.tables.map((one) => (one.id === id ? table : one)),
    seats: replaceLineSeats(plan.seats, id, seats),
  };
  return wanted !== old.length || "table_number" in change || "zone" in change
    ? relabelled(next, id, wanted !== old.length)
    : next;
}
