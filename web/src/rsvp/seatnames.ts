import { fill, type Words } from "./words";

const tableSeat = /^(.+) Seat-(\S+)$/;
const numberedTable = /^(?:Table-(\S+)|(\d+))$/;

/** A table's name in the reader's language. A table that the host has named keeps that name; as on the server. */
export function tableName(label: string, words: Words): string {
  const found = numberedTable.exec(label);
  return found ? fill(words.table, { table: found[1] ?? found[2] ?? "" }) : label;
}

/** A seat's name in the reader's language: "Table 11, seat 8" or "Seat A12". */
export function seatName(label: string, words: Words): string {
  const [, table, seat] = tableSeat.exec(label) ?? [];
  if (table === undefined || seat === undefined) return fill(words.seat, { seat: label });
  return fill(words.tableSeat, { table: tableName(table, words), seat });
}

export function seatNames(labels: readonly string[], words: Words): string {
  const names = labels.map((label) => seatName(label, words));
  return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(names);
}
