import type { Patches, Stats } from "@/api";

const atLeastNothing = (value: number) => Math.max(0, value);

/** The figures move with the fact, and are read again a moment later. */
export const statsPatches: Patches<Stats> = {
  guest_checked_in: (stats) => ({
    ...stats,
    checked_in: Math.min(stats.total, stats.checked_in + 1),
  }),
  guest_checked_out: (stats, { attendance }) => ({
    ...stats,
    checked_in: atLeastNothing(stats.checked_in - 1),
    left: stats.left + (attendance === "not_checked_in" ? 0 : 1),
  }),
  seat_locked: ({ seats, ...stats }) => ({
    ...stats,
    seats: { ...seats, held: seats.held + 1, free: atLeastNothing(seats.free - 1) },
  }),
  seat_assigned: ({ seats, ...stats }) => ({
    ...stats,
    seats: { ...seats, assigned: Math.min(seats.total, seats.assigned + 1) },
  }),
};
