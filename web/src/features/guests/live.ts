import { textOf, type Attendee, type AttendeeStatus, type LiveMessage, type Page } from "@/api";

export interface Patched {
  page: Page<Attendee>;
  verdict: "same" | "patched" | "read";
}

/** Messages that change who is on the list, and can only be answered by reading it again. */
const readAgain = new Set([
  "list_changed",
  "attendee_added",
  "attendee_updated",
  "invitation_canceled",
  "invitation_deleted",
]);
const statuses = new Set<string>(["pending", "waitlisted", "going", "declined", "canceled"]);

function isAbout(row: Attendee, message: LiveMessage): boolean {
  const guest = message.guest as { guest_id?: string; attendee_id?: string } | undefined;
  const attendeeId = message.attendee_id ?? message.invitation_guest_id ?? guest?.attendee_id;
  if (attendeeId) return row.id === attendeeId;
  const guestId = message.guest_id ?? guest?.guest_id;
  return guestId !== undefined && row.guest_id === guestId;
}

export function patchRow(row: Attendee, message: LiveMessage): Attendee {
  switch (message.action) {
    case "guest_checked_in":
      return isAbout(row, message)
        ? {
            ...row,
            status: "going",
            attendance: "checked_in",
            checked_in_at: textOf(message, "checkin_time") ?? null,
          }
        : row;
    case "guest_checked_out":
      return isAbout(row, message)
        ? {
            ...row,
            attendance: message.attendance === "not_checked_in" ? "not_checked_in" : "left",
          }
        : row;
    case "guest_responded":
      return isAbout(row, message) && statuses.has(textOf(message, "own_status") ?? "")
        ? { ...row, status: message.own_status as AttendeeStatus }
        : row;
    case "seat_assigned":
      if (isAbout(row, message))
        return {
          ...row,
          seat_id: textOf(message, "seat_id") ?? null,
          seat_number: textOf(message, "seat_number") ?? null,
        };
      return row.seat_id === message.seat_id ? { ...row, seat_id: null, seat_number: null } : row;
    case "seat_freed":
      return row.seat_id && row.seat_id === message.seat_id
        ? { ...row, seat_id: null, seat_number: null }
        : row;
    default:
      return row;
  }
}

export function patchPage(page: Page<Attendee>, message: LiveMessage): Patched {
  if (readAgain.has(message.action)) return { page, verdict: "read" };
  let isChanged = false;
  const items = page.items.map((row) => {
    const next = patchRow(row, message);
    isChanged ||= next !== row;
    return next;
  });
  if (isChanged) return { page: { ...page, items }, verdict: "patched" };
  return { page, verdict: message.action === "guest_responded" ? "read" : "same" };
}
