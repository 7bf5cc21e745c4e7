import type { ScanConflict, ScanAnswer, ScanGuest } from "@/api";
import type { Lookup } from "./roster";
import type { Queued } from "./store";

/** A person at check-in, as known to the server or to the offline roster. */
export type DoorPerson = Pick<ScanGuest, "id" | "name"> &
  Partial<Pick<ScanGuest, "seat_number" | "party" | "status" | "attendance" | "result">> & {
    notes?: string | null;
    parts?: Record<string, string>;
  };

/** A verdict from the server or from the offline roster. */
export interface DoorAnswer extends Omit<ScanAnswer, "attendee" | "guests"> {
  attendee?: DoorPerson | null;
  guests?: DoorPerson[] | null;
  isQueued?: boolean;
  isWalkIn?: boolean;
}

export interface DoorState {
  isOnline: boolean;
  queued: number;
  refused: Queued[];
  rosterAt: number | null;
  error: unknown;
  isEnded: boolean;
  lookup: Lookup | null;
  conflicts: ScanConflict[];
  canKeep: boolean;
  /** The gate chosen on this page. If null, the device's own gate is used. */
  gate: string | null;
  /** The part of the event chosen on this page. If null, people come to the whole event. */
  part: string | null;
}

/** Initial state. */
export const initialState: Readonly<DoorState> = {
  isOnline: true,
  queued: 0,
  refused: [],
  rosterAt: null,
  error: null,
  isEnded: false,
  lookup: null,
  conflicts: [],
  canKeep: true,
  gate: null,
  part: null,
};
