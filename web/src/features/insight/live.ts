import type { LiveMessage, Stats } from "@/api";

const atLeastNothing = (value: number) => Math.max(0, value);

export function patchStats(stats: Stats, message: LiveMessage): Stats {
  const { seats } = stats;
  switch (message.action) {
    case "guest_checked_in":
      return { ...stats, checked_in: Math.min(stats.total, stats.checked_in + 1) };
    case "guest_checked_out":
      return {
        ...stats,
        checked_in: atLeastNothing(stats.checked_in - 1),
        left: stats.left + (message.attendance === "not_checked_in" ? 0 : 1),
      };
    case "seat_locked":
      return {
        ...stats,
        seats: { ...seats, held: seats.held + 1, free: atLeastNothing(seats.free - 1) },
      };
    case "seat_assigned":
      return { ...stats, seats: { ...seats, assigned: Math.min(seats.total, seats.assigned + 1) } };
    default:
      return stats;
  }
}
