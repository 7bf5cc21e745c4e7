/** The texts a seat's name is made of, in one language. */
export interface SeatTexts {
  table: (table: string) => string;
  seat: (seat: string) => string;
  tableSeat: (table: string, seat: string) => string;
}

/** The kinds that every new plan has; the host may name others. */
export type KindNames = Record<"regular" | "vip" | "reserved", string>;

/** A kind of seat in the reader's language; one that the host has named keeps its name. */
export const nameKind = (category: string, names: KindNames): string =>
  Object.hasOwn(names, category) ? names[category as keyof KindNames] : category;

const tableSeat = /^(.+) Seat-(\S.*)$/;
const numberedTable = /^(?:Table-(\S.*)|(\p{Nd}+))$/u;

/** The table and seat in a label such as "Table-11 Seat-8", or null for a seat in a row. The same rules as on the server. */
export function splitSeat(label: string): { table: string; seat: string } | null {
  const [, table, seat] = tableSeat.exec(label) ?? [];
  return table === undefined || seat === undefined ? null : { table, seat };
}

/** A table's name: "Table 11". A table that the host has named keeps its name. */
export function nameTable(label: string, texts: SeatTexts): string {
  const found = numberedTable.exec(label);
  return found ? texts.table(found[1] ?? found[2] ?? "") : label;
}

/** A seat's name: "Table 11, seat 8" or "Seat A12". */
export function nameSeat(label: string, texts: SeatTexts): string {
  const parts = splitSeat(label);
  return parts ? texts.tableSeat(nameTable(parts.table, texts), parts.seat) : texts.seat(label);
}
