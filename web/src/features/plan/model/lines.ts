import { freshId } from "@/lib/ids";
import { boxAround, middleOf } from "./bounds";
import { pasted, type Clip } from "./edit";
import {
  rowDefaults,
  type Area,
  type AreaKind,
  type PlanDocument,
  type Point,
  type Row,
  type Seat,
  type Table,
  type TableShape,
  type Zone,
} from "./document";
import { chairPoints, nextLabel, rowNumbers, rowPoints, tableSize, type RowShape } from "./layout";

const bare = {
  row: null,
  table_number: null,
  accessible: false,
  companion: false,
  blocked: false,
  blocked_reason: null,
};

/** A seat's full label: people know their seat by it. A digit after a digit is kept apart. */
export function labelOf(zone: Zone | undefined, line: string, number: string): string {
  const needsDash = /\d$/.test(line) && /^\d/.test(number);
  return `${zone?.prefix ? `${zone.prefix} ` : ""}${line}${needsDash ? "-" : ""}${number}`.trim();
}

export const zoneOf = (plan: PlanDocument, id: string | null) =>
  plan.zones.find((zone) => zone.id === id);

/** Labels that are there twice: to be mended before the plan can be saved. */
export function doubles(plan: PlanDocument): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const seat of plan.seats) (seen.has(seat.seat_number) ? twice : seen).add(seat.seat_number);
  return twice;
}

/** The first label from this one on that no row (or table) of the zone has. */
export function freeLabel(
  plan: PlanDocument,
  from: string,
  zone: string | null,
  kind: "rows" | "tables",
): string {
  const prefix = zoneOf(plan, zone)?.prefix ?? "";
  const taken = new Set<string>(
    kind === "tables"
      ? plan.tables.map((table) => table.table_number)
      : plan.rows
          .filter((row) => (zoneOf(plan, row.zone)?.prefix ?? "") === prefix)
          .map((row) => row.label),
  );
  let label = from;
  for (let turn = 0; taken.has(label) && turn < 5000; turn += 1) label = nextLabel(label);
  return label;
}

/** Writes the labels of a row's or table's seats anew from its own label, numbering and zone. */
export function relabelled(plan: PlanDocument, id: string, renumber: boolean): PlanDocument {
  const row = plan.rows.find((one) => one.id === id);
  const table = plan.tables.find((one) => one.id === id);
  const zone = zoneOf(plan, (row ?? table)?.zone ?? null);
  const count = plan.seats.filter((seat) => seat.line === id).length;
  const numbers = row
    ? rowNumbers(count, row)
    : Array.from({ length: count }, (_, index) => String(index + 1));
  let place = 0;
  return {
    ...plan,
    seats: plan.seats.map((seat) => {
      if (seat.line !== id) return seat;
      const number = renumber || seat.number === null ? (numbers[place] ?? "") : seat.number;
      place += 1;
      if (table)
        return {
          ...seat,
          number,
          table_number: table.table_number,
          row: null,
          seat_number: `${table.table_number} Seat-${number}`,
        };
      const name = labelOf(zone, row?.label ?? "", "").replace(/-$/, "");
      return {
        ...seat,
        number,
        row: name || null,
        table_number: null,
        seat_number: labelOf(zone, row?.label ?? "", number),
      };
    }),
  };
}

/** Where a row's middle is: of its seats as they stand, wherever its own origin lies. */
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

/** A row drawn anew from its shape, with so many seats: those that stay keep their guid, category and marks. */
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
          ...bare,
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
    seats: inPlaceOf(plan.seats, id, seats),
  };
  const renumber =
    wanted !== old.length || "start" in change || "step" in change || "direction" in change;
  return renumber || "label" in change || "zone" in change ? relabelled(next, id, renumber) : next;
}

/** The seats of one line exchanged for others, at the same place in the plan's order. */
function inPlaceOf(seats: readonly Seat[], line: string, fresh: Seat[]): Seat[] {
  const at = seats.findIndex((seat) => seat.line === line);
  const others = seats.filter((seat) => seat.line !== line);
  const before =
    at < 0 ? others.length : seats.slice(0, at).filter((seat) => seat.line !== line).length;
  return [...others.slice(0, before), ...fresh, ...others.slice(before)];
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
          ...bare,
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
    seats: inPlaceOf(plan.seats, id, seats),
  };
  return wanted !== old.length || "table_number" in change || "zone" in change
    ? relabelled(next, id, wanted !== old.length)
    : next;
}

export interface Added {
  plan: PlanDocument;
  selection: Set<string>;
}

export function addRow(
  plan: PlanDocument,
  wish: Partial<Row> & Point & { count: number; category: string; spacing: number },
): Added {
  const { count, category, ...given } = wish;
  const row: Row = {
    ...rowDefaults,
    id: freshId(),
    ...given,
    label: freeLabel(plan, given.label || "A", given.zone ?? null, "rows"),
  };
  const seats = rowPoints({ ...row, spacing: wish.spacing }, count).map((point): Seat => ({
    ...bare,
    guid: freshId(),
    line: row.id,
    number: null,
    seat_number: "",
    category,
    ...point,
  }));
  const next = relabelled(
    { ...plan, rows: [...plan.rows, row], seats: [...plan.seats, ...seats] },
    row.id,
    true,
  );
  return { plan: next, selection: new Set([`r:${row.id}`]) };
}

export function addBlock(
  plan: PlanDocument,
  wish: Parameters<typeof addRow>[1] & { rows: number; rowStep: number },
): Added {
  const { rows, rowStep, ...row } = wish;
  const selection = new Set<string>();
  let next = plan;
  for (let index = 0; index < rows; index += 1) {
    const added = addRow(next, { ...row, y: row.y + (index - (rows - 1) / 2) * rowStep });
    next = added.plan;
    added.selection.forEach((key) => selection.add(key));
  }
  return { plan: next, selection };
}

export function addTable(
  plan: PlanDocument,
  wish: Point & {
    shape: TableShape;
    chairs: number;
    category: string;
    unit: number;
    zone: string | null;
  },
): Added {
  const table: Table = {
    id: freshId(),
    zone: wish.zone,
    table_number: freeLabel(plan, "Table-1", wish.zone, "tables"),
    x: wish.x,
    y: wish.y,
    shape: wish.shape,
    rotation: 0,
    ...tableSize(wish.shape, wish.chairs, wish.unit),
  };
  const seats = chairPoints(table, wish.chairs, wish.unit).map((point): Seat => ({
    ...bare,
    guid: freshId(),
    line: table.id,
    number: null,
    seat_number: "",
    category: wish.category,
    ...point,
  }));
  return {
    plan: relabelled(
      { ...plan, tables: [...plan.tables, table], seats: [...plan.seats, ...seats] },
      table.id,
      true,
    ),
    selection: new Set([`t:${table.id}`]),
  };
}

export function addArea(
  plan: PlanDocument,
  area: Partial<Area> & Point & { kind: AreaKind },
): Added {
  const made: Area = {
    zone: null,
    label: "",
    shape: "rectangle",
    w: 200,
    h: 120,
    rotation: 0,
    ...area,
    id: freshId(),
  };
  return { plan: { ...plan, areas: [...plan.areas, made] }, selection: new Set([`a:${made.id}`]) };
}

/** A copy beside the original, its rows and tables labelled on. */
export function duplicated(plan: PlanDocument, clip: Clip, dx: number, dy: number): Added {
  const added = pasted(plan, clip, dx, dy);
  const lines = [...added.selection]
    .filter((key) => !key.startsWith("a:"))
    .map((key) => key.slice(2));
  const fresh = new Set(lines);
  const next = lines.reduce((result, id) => {
    const others = {
      ...result,
      rows: result.rows.filter((row) => !fresh.has(row.id)),
      tables: result.tables.filter((table) => !fresh.has(table.id)),
    };
    const row = result.rows.find((one) => one.id === id);
    const table = result.tables.find((one) => one.id === id);
    fresh.delete(id);
    const label = row
      ? freeLabel(others, row.label, row.zone, "rows")
      : freeLabel(others, table?.table_number ?? "", table?.zone ?? null, "tables");
    const named = row
      ? { ...result, rows: result.rows.map((one) => (one.id === id ? { ...one, label } : one)) }
      : {
          ...result,
          tables: result.tables.map((one) =>
            one.id === id ? { ...one, table_number: label } : one,
          ),
        };
    return relabelled(named, id, false);
  }, added.plan);
  return { plan: next, selection: added.selection };
}
