import { t } from "@lingui/core/macro";
import type { Category, Seat } from "@/api";
import type { PlanOf, Standing } from "@/lib/seatplan";

export type Placed = Standing<Seat>;
export type Plan = PlanOf<Seat>;

const hueCount = 7;

export function groupOf(seat: Pick<Seat, "table_number" | "row">): string {
  return seat.table_number ?? (seat.row ? t`Row ${seat.row}` : t`Seats`);
}

export function byGroup<S extends Seat>(seats: readonly S[]): Map<string, S[]> {
  const groups = new Map<string, S[]>();
  for (const seat of seats) {
    const key = groupOf(seat);
    const list = groups.get(key);
    if (list) list.push(seat); else groups.set(key, [seat]);
  }
  return groups;
}

export interface CategoryLook { name: string; letter: string | null; hue: string }

/** Each category: a hue of its own and a letter, so that it is never colour alone. The most common one needs none. */
export function categoryLooks(seats: readonly Seat[], categories: readonly Category[] | undefined): CategoryLook[] {
  const names = [...new Set([...(categories ?? []).map((one) => one.name), ...seats.map((seat) => seat.category ?? "").filter(Boolean)])];
  const used = new Set<string>();
  const sizes = new Map(names.map((name) => [name, 0]));
  for (const { category } of seats) if (category) sizes.set(category, (sizes.get(category) ?? 0) + 1);
  const usual = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
  return names.map((name, index) => {
    const letter = [...name.toUpperCase()].find((one) => /\p{L}|\p{N}/u.test(one) && !used.has(one)) ?? String(index + 1);
    used.add(letter);
    return { name, letter: name === usual ? null : letter, hue: categories?.find((one) => one.name === name)?.color || `var(--hue-${(index % hueCount) + 1})` };
  });
}

export function seatState(seat: Seat): string {
  switch (seat.status) {
    case "free": return t`free`;
    case "held": return seat.held_by_me ? t`held by you` : t`being picked`;
    case "assigned": return seat.guest ? t`taken by ${seat.guest.name}` : t`taken`;
    case "blocked": return seat.house ? t`kept for ${seat.house}` : t`blocked`;
  }
}

/** All that the picture says of a seat, in words. */
export function seatName(seat: Seat): string {
  return [t`Seat ${seat.seat_number}`, groupOf(seat), seat.category, seatState(seat), seat.accessible && t`accessible`].filter(Boolean).join(", ");
}

export function countByStatus(seats: readonly Seat[]): Record<Seat["status"], number> {
  const counts = { free: 0, held: 0, assigned: 0, blocked: 0 };
  for (const seat of seats) counts[seat.status] += 1;
  return counts;
}
