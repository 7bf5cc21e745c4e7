import type { Clash, ScanAnswer } from "@/api";
import type { Lookup } from "./roster";
import type { Queued } from "./store";

export interface DoorAnswer extends ScanAnswer {
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
  clashes: Clash[];
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
  clashes: [],
  canKeep: true,
  gate: null,
};
