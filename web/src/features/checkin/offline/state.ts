import type { ScanConflict, ScanAnswer, ScanGuest } from "@/api";
import type { Lookup } from "./roster";
import type { Queued } from "./store";

/** Somebody at the door: as the server tells of them, or as far as the kept list knows them. */
export type DoorPerson = Pick<ScanGuest, "id" | "name"> &
  Partial<Pick<ScanGuest, "seat_number" | "party" | "status" | "attendance">> & {
    notes?: string | null;
  };

/** A verdict: the server's, or the kept list's. */
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
  trouble: unknown;
  isEnded: boolean;
  lookup: Lookup | null;
  conflicts: ScanConflict[];
  canKeep: boolean;
  /** The gate chosen on this page; without one a device's own counts. */
  gate: string | null;
}

/** A door nobody has opened yet. */
export const unopened: Readonly<DoorState> = {
  isOnline: true,
  queued: 0,
  refused: [],
  rosterAt: null,
  trouble: null,
  isEnded: false,
  lookup: null,
  conflicts: [],
  canKeep: true,
  gate: null,
};
