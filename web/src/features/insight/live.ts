import { textOf, type Attendee, type LiveMessage, type Stats } from "@/api";

const atLeastNothing = (value: number) => Math.max(0, value);

export function patchStats(stats: Stats, message: LiveMessage): Stats {
  const { seats } = stats;
  switch (message.action) {
    case "guest_checked_in":
      return { ...stats, checked_in: Math.min(stats.total, stats.checked_in + 1) };
    case "guest_checked_out":
      return { ...stats, checked_in: atLeastNothing(stats.checked_in - 1), left: stats.left + (message.attendance === "not_checked_in" ? 0 : 1) };
    case "seat_locked":
      return { ...stats, seats: { ...seats, held: seats.held + 1, free: atLeastNothing(seats.free - 1) } };
    case "seat_assigned":
      return { ...stats, seats: { ...seats, assigned: Math.min(seats.total, seats.assigned + 1) } };
    default:
      return stats;
  }
}

/** The newest arrival on top, everyone at most once. */
export function patchArrivals(rows: readonly Attendee[], message: LiveMessage): Attendee[] {
  const guestId = textOf(message, "guest_id") ?? "";
  const without = rows.filter((row) => row.guest_id !== guestId);
  if (message.action === "guest_checked_out") return without;
  if (message.action !== "guest_checked_in") return [...rows];
  const known = rows.find((row) => row.guest_id === guestId);
  const arrival: Attendee = {
    ...(known ?? { id: textOf(message, "attendee_id") ?? guestId, guest_id: guestId, status: "going" as const }),
    name: textOf(message, "name") ?? textOf(message, "guest_name") ?? known?.name ?? "",
    seat_number: textOf(message, "seat_number") ?? known?.seat_number ?? null,
    attendance: "checked_in",
    checked_in_at: textOf(message, "checkin_time") ?? new Date().toISOString(),
  };
  return [arrival, ...without];
}
