import type { Seat } from "./calls";
import { fill, type Words } from "./words";

/** How a seat stands for this party. */
export type Look = "free" | "held" | "mine" | "ours" | "assigned" | "blocked";

export const signs: Record<Look, string> = {
  free: "",
  held: "",
  mine: "✓",
  ours: "✓",
  assigned: "●",
  blocked: "×",
};

export const isOff = (look: Look): boolean =>
  look === "held" || look === "assigned" || look === "blocked";

export function nameOf(seat: Seat, look: Look, words: Words): string {
  return [
    fill(words.seat, { seat: seat.seat_number }),
    seat.category,
    words.states[look],
    seat.accessible ? words.accessible : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** What stands in a seat: its state where that needs a sign, else its number. */
export function signOf(seat: Seat, look: Look): string {
  return signs[look] || (/\d+$/.exec(seat.seat_number)?.[0] ?? seat.seat_number);
}

/** A drawing of the room that the party picks from. */
export interface GuestMap {
  readonly root: HTMLElement;
  /** Draws how a seat stands now. */
  paint: (seat: Seat, look: Look, isPressed: boolean) => void;
  destroy?: () => void;
}
