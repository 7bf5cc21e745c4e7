import { t } from "@lingui/core/macro";
import type { Category, Geometry, Seat } from "@/api";

export interface Placed extends Seat { px: number; py: number }
export interface Plan { seats: Placed[]; tables: { label: string; x: number; y: number; radius: number }[]; areas: Geometry["areas"]; unit: number; box: [x: number, y: number, w: number, h: number] }

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

/** Where each seat stands. A seat without a place of its own is lined up below the others, group by group. */
export function layOut(seats: readonly Seat[], geometry: Geometry | undefined): Plan {
  const placed: Placed[] = [];
  const loose: Seat[] = [];
  for (const seat of seats) {
    if (seat.x != null && seat.y != null) placed.push({ ...seat, px: seat.x, py: seat.y });
    else loose.push(seat);
  }
  const unit = spacing(placed);
  let y = placed.length > 0 ? Math.max(...placed.map((seat) => seat.py)) + unit * 2 : 0;
  for (const group of byGroup(loose).values()) {
    group.forEach((seat, index) => placed.push({ ...seat, px: (index % 24) * unit, py: y + Math.floor(index / 24) * unit }));
    y += unit * (Math.ceil(group.length / 24) + 0.4);
  }
  const tables = (geometry?.tables ?? []).map((table) => ({ label: table.table_number, x: table.x, y: table.y, radius: tableRadius(table, placed, unit) }));
  const areas = geometry?.areas ?? [];
  return { seats: placed, tables, areas, unit, box: boxOf(placed, tables, areas, unit) };
}

function tableRadius(table: { table_number: string; x: number; y: number; radius?: number | null }, seats: readonly Placed[], unit: number): number {
  const own = seats.filter((seat) => seat.table_number === table.table_number);
  const nearest = Math.min(...own.map((seat) => Math.hypot(seat.px - table.x, seat.py - table.y)));
  return Number.isFinite(nearest) ? Math.max(unit * 0.4, nearest - unit * 0.58) : (table.radius ?? unit);
}

/** The usual distance between neighbours: half of it is the room a seat has. */
function spacing(seats: readonly Placed[]): number {
  const sample = seats.slice(0, 60);
  const nearest = sample.map((seat) => {
    let least = Infinity;
    for (const other of seats) {
      if (other !== seat) least = Math.min(least, Math.hypot(other.px - seat.px, other.py - seat.py) || Infinity);
    }
    return least;
  }).filter(Number.isFinite).sort((a, b) => a - b);
  return nearest[Math.floor(nearest.length / 4)] ?? 40;
}

function boxOf(seats: readonly Placed[], tables: Plan["tables"], areas: Geometry["areas"], unit: number): Plan["box"] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number, r: number) => {
    left = Math.min(left, x - r); right = Math.max(right, x + r);
    top = Math.min(top, y - r); bottom = Math.max(bottom, y + r);
  };
  seats.forEach((seat) => take(seat.px, seat.py, unit / 2));
  tables.forEach((table) => take(table.x, table.y, table.radius));
  areas.forEach((area) => { take(area.x, area.y, 0); take(area.x + area.w, area.y + area.h, 0); });
  if (!Number.isFinite(left)) return [0, 0, 100, 100];
  const margin = unit;
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}

/** The seat one meets going from another in a direction; for the arrow keys. */
export function neighbour(seats: readonly Placed[], from: Placed, dx: number, dy: number): Placed {
  let best = from;
  let least = Infinity;
  for (const seat of seats) {
    const along = (seat.px - from.px) * dx + (seat.py - from.py) * dy;
    if (along <= 0.01) continue;
    const across = Math.abs((seat.px - from.px) * dy) + Math.abs((seat.py - from.py) * dx);
    const cost = along + across * 2.2;
    if (cost < least) { least = cost; best = seat; }
  }
  return best;
}

export interface CategoryLook { name: string; letter: string | null; hue: string }

/** Each category: a hue of its own and a letter, so that it is never colour alone. The most common one needs none. */
export function categoryLooks(seats: readonly Seat[], categories: readonly Category[] | undefined): CategoryLook[] {
  const names = [...new Set([...(categories ?? []).map((one) => one.name), ...seats.map((seat) => seat.category ?? "").filter(Boolean)])];
  const used = new Set<string>();
  const sizes = new Map(names.map((name) => [name, seats.filter((seat) => seat.category === name).length]));
  const usual = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
  return names.map((name, index) => {
    const letter = [...name.toUpperCase()].find((one) => /\p{L}|\p{N}/u.test(one) && !used.has(one)) ?? String(index + 1);
    used.add(letter);
    return { name, letter: name === usual ? null : letter, hue: `var(--hue-${(index % hueCount) + 1})` };
  });
}

export function seatState(seat: Seat): string {
  switch (seat.status) {
    case "free": return t`free`;
    case "held": return seat.held_by_me ? t`held by you` : t`being picked`;
    case "assigned": return seat.guest ? t`taken by ${seat.guest.name}` : t`taken`;
    case "blocked": return t`blocked`;
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
