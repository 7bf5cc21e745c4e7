import type { Invitation, LiveMessage } from "@/api";

/** What a message already tells of an invitation; the rest is read again shortly after. */
export function patchInvitation(row: Invitation, message: LiveMessage): Invitation {
  if (message.invitation_id !== row.id) return row;
  const touch = (change: Partial<Invitation["guests"][number]>): Invitation => ({
    ...row,
    guests: row.guests.map((guest) =>
      guest.guest_id === message.guest_id || guest.id === message.attendee_id
        ? { ...guest, ...change }
        : guest,
    ),
  });
  switch (message.action) {
    case "guest_checked_in":
      return touch({ attendance: "checked_in" });
    case "guest_checked_out":
      return touch({ attendance: "left" });
    case "invitation_updated":
      return typeof message.status === "string"
        ? { ...row, status: message.status as Invitation["status"] }
        : row;
    default:
      return row;
  }
}
