import { Dexie, type EntityTable } from "dexie";
import type { Scan, ScanResult, WalkIn } from "@/api";

/** A scan made without the network. `refused` has been uploaded, and wasn't plainly fine. */
export interface Queued { nonce: string; eventId: string; addedAt: number; scan: Scan; walkIn?: WalkIn; state: "waiting" | "refused"; result?: ScanResult; detail?: string | null }
interface Sealed { eventId: string; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer; savedAt: number }
interface Kept { name: string; key: CryptoKey }

class DoorStore extends Dexie {
  queue!: EntityTable<Queued, "nonce">;
  rosters!: EntityTable<Sealed, "eventId">;
  keys!: EntityTable<Kept, "name">;

  constructor() {
    super("convite-door");
    this.version(1).stores({ queue: "nonce, eventId, addedAt", rosters: "eventId", keys: "name" });
  }
}

/** Nothing where the browser keeps nothing for this page (private window, plain http). */
export const store = typeof indexedDB === "undefined" || !globalThis.crypto?.subtle ? null : new DoorStore();

/** The key of this device: it can't be read out, only used. */
async function deviceKey(db: DoorStore): Promise<CryptoKey> {
  const kept = await db.keys.get("roster");
  if (kept) return kept.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await db.keys.put({ name: "roster", key });
  return key;
}

export async function keepSealed(eventId: string, value: unknown): Promise<void> {
  if (!store) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await deviceKey(store), new TextEncoder().encode(JSON.stringify(value)));
  await store.rosters.put({ eventId, iv, data, savedAt: Date.now() });
}

export async function readSealed<T>(eventId: string): Promise<{ value: T; savedAt: number } | null> {
  const sealed = await store?.rosters.get(eventId);
  if (!store || !sealed) return null;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await deviceKey(store), sealed.data);
    return { value: JSON.parse(new TextDecoder().decode(plain)) as T, savedAt: sealed.savedAt };
  } catch {
    return null; // sealed by a key that is gone: it is fetched anew
  }
}
