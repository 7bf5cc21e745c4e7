import { t } from "@lingui/core/macro";
import { nameKind, nameSeat, nameTable, splitSeat, type SeatTexts } from "./seatNames";

const texts: SeatTexts = {
  table: (table) => t`Table ${table}`,
  seat: (seat) => t`Seat ${seat}`,
  tableSeat: (table, seat) => t`${table}, seat ${seat}`,
};

/** A table's label in the reader's language: "Table 11". */
export const tableName = (label: string): string => nameTable(label, texts);

/** A seat's label in the reader's language: "Table 11, seat 8" or "Seat A12". */
export const seatName = (label: string): string => nameSeat(label, texts);

/** A kind of seat in the reader's language: "VIP". */
export const kindName = (category: string): string =>
  nameKind(category, { regular: t`Regular`, vip: t`VIP`, reserved: t`Reserved` });

/** A seat's name below the heading of its table or row: "Seat 8" or "Seat A12". */
export const seatInGroup = (label: string): string => texts.seat(splitSeat(label)?.seat ?? label);

/** A row's label in the reader's language: "Row B". */
export const rowName = (label: string): string => t`Row ${label}`;
