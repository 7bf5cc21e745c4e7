import type { Attendance, Scan } from "@/api";
import { scanSourceOf } from "./gate";
import type { Roster, RosterPart, RosterPerson } from "./roster";
import type { DoorState } from "./state";

const key = (eventId: string) => `convite.part.${eventId}`;

export function chosenPart(eventId: string): string | null {
  return localStorage.getItem(key(eventId));
}

export function choosePart(eventId: string, partId: string | null): void {
  if (partId) localStorage.setItem(key(eventId), partId);
  else localStorage.removeItem(key(eventId));
}

export function partById(
  roster: Roster | null | undefined,
  id: string | null | undefined,
): RosterPart | null {
  return roster?.parts?.find((part) => part.id === id) ?? null;
}

/** The part that people are checked in to. Null if that is the whole event, or if the chosen part was removed. */
export function partOf(state: DoorState): RosterPart | null {
  return partById(state.lookup?.roster, state.part);
}

/** Where somebody is, judged by the scans at this part's door, or at any door if no part is given. */
export function attendanceAt(person: RosterPerson, partId: string | null | undefined): Attendance {
  if (!partId) return person.attendance ?? "not_checked_in";
  const last = person.doors?.[partId];
  return last === "in" ? "checked_in" : last === "out" ? "left" : "not_checked_in";
}

/** The gate, device and part of a scan. Without a roster, only the server knows whether the part still exists. */
export function scanFieldsOf(
  state: DoorState,
  isDevice: boolean,
): Pick<Scan, "gate" | "device" | "part_id"> {
  const part = state.lookup ? partOf(state)?.id : state.part;
  return { ...scanSourceOf(state, isDevice), ...(part ? { part_id: part } : {}) };
}
