import type { SeatPlace } from "../seatplan";
import { MAX_SHAPES, type Geometry, type SeatRow } from "./compact";

/** A row or a table: its name and the places of its seats in the list. */
export interface Group {
  name: string;
  isTable: boolean;
  seats: number[];
}
/** A part of the room: a zone, or so many rows one after the other where the plan has no zones. */
export interface Section {
  id: string;
  name: string;
  groups: Group[];
  seats: number[];
}

/** A section of rows without zones holds about so many seats. */
const MAX_OF_SECTION = 1200;

/** Section, then row or table, then seat: the order in which one finds a seat in words. */
export function sectionsOf(seats: readonly SeatPlace[], geometry: Geometry | undefined): Section[] {
  const zones = new Map((geometry?.zones ?? []).map((zone) => [zone.id, zone]));
  const zoneOf = new Map<string, string>();
  if (zones.size > 1) {
    for (const row of (geometry?.seats ?? []) as SeatRow[]) {
      const zone = row[8] == null ? null : geometry?.lines?.[row[8]]?.zone;
      if (zone && zones.has(zone)) zoneOf.set(row[0], zone);
    }
  }
  const found = new Map<string, Section & { byName: Map<string, Group> }>();
  seats.forEach((seat, index) => {
    const id = zoneOf.get(seat.id) ?? "";
    let section = found.get(id);
    if (!section) {
      const zone = zones.get(id);
      section = {
        id,
        name: zone ? zone.name || zone.prefix || id : "",
        groups: [],
        seats: [],
        byName: new Map(),
      };
      found.set(id, section);
    }
    const name = seat.table_number ?? seat.row ?? "";
    let group = section.byName.get(name);
    if (!group) {
      group = { name, isTable: seat.table_number != null, seats: [] };
      section.byName.set(name, group);
      section.groups.push(group);
    }
    group.seats.push(index);
    section.seats.push(index);
  });
  return [...found.values()].flatMap(({ id, name, groups, seats: all }) =>
    zoneOf.size > 0 || all.length <= MAX_SHAPES
      ? [{ id, name, groups, seats: all }]
      : split(groups),
  );
}

/** Rows one after the other until a section is full; its name is its first and last row. */
function split(groups: Group[]): Section[] {
  const made: Section[] = [];
  let taken: Group[] = [];
  let size = 0;
  const close = () => {
    const [first, last] = [taken[0]?.name ?? "", taken.at(-1)?.name ?? ""];
    if (taken.length > 0)
      made.push({
        id: `rows-${made.length}`,
        name: first === last ? first : `${first} – ${last}`,
        groups: taken,
        seats: taken.flatMap((group) => group.seats),
      });
    [taken, size] = [[], 0];
  };
  for (const group of groups) {
    if (size > 0 && size + group.seats.length > MAX_OF_SECTION) close();
    taken.push(group);
    size += group.seats.length;
  }
  close();
  return made;
}
