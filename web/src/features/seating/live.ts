import { t } from "@lingui/core/macro";
import {
  type ActivityTexts,
  patched,
  type LiveMessage,
  type Patches,
  type Rereads,
  type Seat,
} from "@/api";

type Guest = NonNullable<Seat["guest"]>;

const seatPatches: Patches<Seat> = {
  seat_locked: (seat, { held_until }) => ({ ...seat, status: "held", held_until }),
  seat_assigned: (seat, { guest }) => ({
    ...seat,
    status: "assigned",
    held_until: null,
    guest: (guest as Guest | undefined) ?? null,
  }),
  seat_freed: (seat, { status }) => ({
    ...seat,
    status: status === "blocked" ? "blocked" : "free",
    held_until: null,
    held_by_me: false,
    guest: null,
  }),
};

/** Applies a message to the seats. Only the affected seat gets a new object, so only that one re-renders. */
export function patchSeats(seats: readonly Seat[], message: LiveMessage): Seat[] | "read" {
  if (message.action === "list_changed" || message.action === "seat_updated") return "read";
  if (!(message.action in seatPatches) || !("seat_id" in message)) return seats as Seat[];
  const at = seats.findIndex((seat) => seat.id === message.seat_id);
  const seat = seats[at];
  return seat ? seats.with(at, patched(seatPatches, seat, message)) : "read";
}

/** Facts on the seats channel that change the list of unseated guests. */
export const seatRereads: Rereads<"unseated"> = {
  list_changed: ["unseated"],
  seat_assigned: ["unseated"],
  seat_freed: ["unseated"],
  seat_updated: ["unseated"],
};

/** Facts on the invitations channel that do the same. */
export const peopleRereads: Rereads<"unseated"> = {
  attendee_added: ["unseated"],
  attendee_updated: ["unseated"],
  guest_checked_in: ["unseated"],
  guest_responded: ["unseated"],
  invitation_canceled: ["unseated"],
  invitation_created: ["unseated"],
  invitation_deleted: ["unseated"],
  list_changed: ["unseated"],
};

export const activity: ActivityTexts = {
  seat_locked: () => t`picked a seat`,
  seat_assigned: () => t`assigned a seat`,
  seat_freed: () => t`released a seat`,
  seat_updated: () => t`changed the seating plan`,
  seating_wishes_changed: () => t`changed the seating wishes`,
};
