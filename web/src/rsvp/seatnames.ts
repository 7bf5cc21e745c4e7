import { nameSeat, nameTable, type SeatTexts } from "../lib/seatNames";
import { fill, type Words } from "./words";

const textsOf = (words: Words): SeatTexts => ({
  table: (table) => fill(words.table, { table }),
  seat: (seat) => fill(words.seat, { seat }),
  tableSeat: (table, seat) => fill(words.tableSeat, { table, seat }),
});

/** A table's name in the reader's language. */
export const tableName = (label: string, words: Words): string => nameTable(label, textsOf(words));

/** A seat's name in the reader's language: "Table 11, seat 8" or "Seat A12". */
export const seatName = (label: string, words: Words): string => nameSeat(label, textsOf(words));

export function seatNames(labels: readonly string[], words: Words): string {
  const names = labels.map((label) => seatName(label, words));
  return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(names);
}
