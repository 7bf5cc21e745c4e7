import type { Patches, Stats } from "@/api";

const nonNegative = (value: number) => Math.max(0, value);

/** Facts update the figures at once; a refetch follows shortly after. */
export const statsPatches: Patches<Stats> = {
  guest_checked_in: (stats, fact) =>
    fact.was_inside ? stats : { ...stats, checked_in: Math.min(stats.total, stats.checked_in + 1) },
  guest_checked_out: (stats, { attendance, was_inside: wasInside }) =>
    attendance === "checked_in" || !wasInside
      ? stats
      : {
          ...stats,
          checked_in: nonNegative(stats.checked_in - 1),
          left: stats.left + (attendance === "not_checked_in" ? 0 : 1),
        },
  seat_locked: ({ seats, ...stats }) => ({
    ...stats,
    seats: { ...seats, held: seats.held + 1, free: nonNegative(seats.free - 1) },
  }),
  seat_assigned: ({ seats, ...stats }) => ({
    ...stats,
    seats: { ...seats, assigned: Math.min(seats.total, seats.assigned + 1) },
  }),
};
