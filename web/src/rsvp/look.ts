import type { Seat } from "./calls";
import { nameKind } from "../lib/seatNames";
import { seatName } from "./seatnames";
import type { Words } from "./words";

/** A seat's state from the party's point of view. */
export type Look = "free" | "held" | "mine" | "ours" | "assigned" | "blocked";

export const signs: Record<Look, string> = {
  free: "",
  held: "",
  mine: "…",
  ours: "✓",
  assigned: "●",
  blocked: "×",
};

export const isUnavailable = (look: Look): boolean =>
  look === "held" || look === "assigned" || look === "blocked";

export function nameOf(seat: Seat, look: Look, words: Words): string {
  return [
    seatName(seat.seat_number, words),
    seat.category && nameKind(seat.category, words.kinds),
    words.states[look],
    seat.accessible ? words.accessible : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Text inside a seat: a symbol for its state, otherwise its number. */
export function signOf(seat: Seat, look: Look): string {
  return signs[look] || (/\d+$/.exec(seat.seat_number)?.[0] ?? seat.seat_number);
}

/** A map on which the party picks seats. */
export interface GuestMap {
  readonly root: HTMLElement;
  paint: (seat: Seat, look: Look, isPressed: boolean) => void;
  destroy?: () => void;
}
