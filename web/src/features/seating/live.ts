import type { LiveMessage, Seat } from "@/api";

type Guest = NonNullable<Seat["guest"]>;

function after(seat: Seat, message: LiveMessage): Seat {
  switch (message.action) {
    case "seat_locked":
      return {
        ...seat,
        status: "held",
        held_until: (message.held_until as string | undefined) ?? null,
      };
    case "seat_assigned":
      return {
        ...seat,
        status: "assigned",
        held_until: null,
        guest: (message.guest as Guest | undefined) ?? null,
      };
    case "seat_freed":
      return {
        ...seat,
        status: message.status === "blocked" ? "blocked" : "free",
        held_until: null,
        held_by_me: false,
        guest: null,
      };
    default:
      return seat;
  }
}

/** The seats after a message; only the seat spoken of becomes a new object, so only it is drawn anew. */
export function patchSeats(seats: readonly Seat[], message: LiveMessage): Seat[] | "read" {
  if (message.action === "list_changed" || message.action === "seat_updated") return "read";
  const at = seats.findIndex((seat) => seat.id === message.seat_id);
  const seat = seats[at];
  if (!seat) return message.action.startsWith("seat_") ? "read" : (seats as Seat[]);
  const next = after(seat, message);
  return next === seat ? (seats as Seat[]) : seats.with(at, next);
}
