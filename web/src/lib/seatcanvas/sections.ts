import type { SeatPlace } from "../seatplan";
import { MAX_SHAPES, type Geometry, type SeatRow } from "./compact";

/** A row or table with the indexes of its seats. */
export interface Group {
  name: string;
  isTable: boolean;
  seats: number[];
}
/** A zone, or several consecutive rows if the plan has no zones. */
export interface Section {
  id: string;
  name: string;
  groups: Group[];
  seats: number[];
}

/** Maximum number of seats in a section made of rows. */
const MAX_OF_SECTION = 1200;

/** Groups seats by section, then row or table, for choosing a seat from lists. */
export function sectionsOf(
  seats: readonly SeatPlace[],
  geometry: Geometry | undefined,
  tableName: (label: string) => string = String,
): Section[] {
  const zones = new Map((geometry?.zones ?? []).map((zone) => [zone.id, zone]));
  const zoneOf = new Map<string, string>();
  if (zones.size > 1) {
    for (const row of (geometry?.seats ?? []) as SeatRow[]) {
      const zone = row[8] == null ? null : geometry?.lines?.[row[8]]?.zone;
      if (zone && zones.has(zone)) zoneOf.set(row[0], zone);
    }
  }
  const sections = new Map<string, Section & { byName: Map<string, Group> }>();
  seats.forEach((seat, index) => {
    const id = zoneOf.get(seat.id) ?? "";
    let section = sections.get(id);
    if (!section) {
      const zone = zones.get(id);
      section = {
        id,
        name: zone ? zone.name || zone.prefix || id : "",
        groups: [],
        seats: [],
        byName: new Map(),
      };
      sections.set(id, section);
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
  return [...sections.values()].flatMap(({ id, name, groups, seats: all }) =>
    zoneOf.size > 0 || all.length <= MAX_SHAPES
      ? [{ id, name, groups, seats: all }]
      : split(groups, tableName),
  );
}

/** Fills sections with consecutive rows. A section is named after its first and last row. */
function split(groups: Group[], tableName: (label: string) => string): Section[] {
  const nameOf = (group: Group | undefined) =>
    group?.isTable ? tableName(group.name) : (group?.name ?? "");
  const sections: Section[] = [];
  let current: Group[] = [];
  let size = 0;
  const close = () => {
    const [first, last] = [nameOf(current[0]), nameOf(current.at(-1))];
    if (current.length > 0)
      sections.push({
        id: `rows-${sections.length}`,
        name: first === last ? first : `${first} – ${last}`,
        groups: current,
        seats: current.flatMap((group) => group.seats),
      });
    [current, size] = [[], 0];
  };
  for (const group of groups) {
    if (size > 0 && size + group.seats.length > MAX_OF_SECTION) close();
    current.push(group);
    size += group.seats.length;
  }
  close();
  return sections;
}
