import type { Scan } from "@/api";
import type { DoorState } from "./state";

const key = (eventId: string) => `convite.gate.${eventId}`;

export function chosenGate(eventId: string): string | null {
  return localStorage.getItem(key(eventId));
}

export function chooseGate(eventId: string, gate: string | null): void {
  if (gate) localStorage.setItem(key(eventId), gate);
  else localStorage.removeItem(key(eventId));
}

/** The gate and device that a scan records. */
export function scanSourceOf(state: DoorState, isDevice: boolean): Pick<Scan, "gate" | "device"> {
  const roster = state.lookup?.roster;
  const device = roster?.device;
  // Ignore a chosen gate that has been renamed or removed.
  const chosen = state.gate && roster?.gates?.includes(state.gate) ? state.gate : null;
  const gate = chosen ?? device?.gate;
  return {
    ...(gate ? { gate } : {}),
    ...(isDevice && device ? { device: device.name } : {}),
  };
}
