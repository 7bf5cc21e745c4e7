import { freshId } from "@/lib/ids";
import { pasted, type Clip } from "./clip";
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
} from "./document";
import { freeLabel, relabelled } from "./labels";
import { chairPoints, rowPoints, tableSize } from "./layout";
import { seatDefaults } from "./lines";

export interface Added {
  plan: PlanDocument;
  selection: Set<string>;
}

export function addRow(
  plan: PlanDocument,
  options: Partial<Row> & Point & { count: number; category: string; spacing: number },
): Added {
  const { count, category, ...rowOptions } = options;
  const row: Row = {
    ...rowDefaults,
    id: freshId(),
    ...rowOptions,
    label: freeLabel(plan, rowOptions.label || "A", rowOptions.zone ?? null, "rows"),
  };
  const seats = rowPoints({ ...row, spacing: options.spacing }, count).map((point): Seat => ({
    ...seatDefaults,
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
  options: Parameters<typeof addRow>[1] & { rows: number; rowStep: number },
): Added {
  const { rows, rowStep, ...row } = options;
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
  options: Point & {
    shape: TableShape;
    chairs: number;
    category: string;
    unit: number;
    zone: string | null;
  },
): Added {
  const table: Table = {
    id: freshId(),
    zone: options.zone,
    table_number: freeLabel(plan, "Table-1", options.zone, "tables"),
    x: options.x,
    y: options.y,
    shape: options.shape,
    rotation: 0,
    ...tableSize(options.shape, options.chairs, options.unit),
  };
  const seats = chairPoints(table, options.chairs, options.unit).map((point): Seat => ({
    ...seatDefaults,
    guid: freshId(),
    line: table.id,
    number: null,
    seat_number: "",
    category: options.category,
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

/** Duplicates a selection next to the original. Rows and tables get the next labels. */
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
