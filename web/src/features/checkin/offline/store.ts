import { Dexie, type EntityTable } from "dexie";
import type { Scan, ScanResult, WalkIn } from "@/api";

/** A scan made without the network. `refused` has been uploaded, and wasn't plainly fine. */
export interface Queued {
  nonce: string;
  eventId: string;
  addedAt: number;
  scan: Scan;
  walkIn?: WalkIn;
  state: "waiting" | "refused";
  result?: ScanResult;
  detail?: string | null;
}

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
interface SealedOf extends Sealed {
  eventId: string;
  savedAt: number;
}
/** Whom it is about is sealed; when it was made and whether it was sent isn't. */
interface SealedScan extends Sealed {
  nonce: string;
  eventId: string;
  addedAt: number;
  state: Queued["state"];
}
interface Kept {
  name: string;
  key: CryptoKey;
}

class DoorStore extends Dexie {
  queue!: EntityTable<SealedScan | Queued, "nonce">;
  rosters!: EntityTable<SealedOf, "eventId">;
  pairings!: EntityTable<SealedOf, "eventId">;
  keys!: EntityTable<Kept, "name">;

  constructor() {
    super("convite-door");
    this.version(1).stores({ queue: "nonce, eventId, addedAt", rosters: "eventId", keys: "name" });
    // Scans queued by the first version lie in clear: they are read as they are, and sealed when they are.
    this.version(2).stores({ pairings: "eventId" });
  }
}

/** Nothing where the browser keeps nothing for this page (private window, plain http). */
export const store =
  typeof indexedDB === "undefined" || !globalThis.crypto?.subtle ? null : new DoorStore();

let known: Promise<CryptoKey> | null = null;

/** The key of this device: it can't be read out, only used. */
function deviceKey(db: DoorStore): Promise<CryptoKey> {
  known ??= keptKey(db).catch((error: unknown) => {
    known = null;
    throw error;
  });
  return known;
}

async function keptKey(db: DoorStore): Promise<CryptoKey> {
  const kept = await db.keys.get("roster");
  if (kept) return kept.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  // Two pages at once: the first one's key is the one.
  return db.transaction("rw", db.keys, async () => {
    const first = await db.keys.get("roster");
    if (!first) await db.keys.put({ name: "roster", key });
    return first?.key ?? key;
  });
}

async function seal(db: DoorStore, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await deviceKey(db),
    new TextEncoder().encode(JSON.stringify(value)),
  );
  return { iv, data };
}

/** Null for what was sealed by a key that is gone. */
async function unseal<T>(db: DoorStore, sealed: Sealed): Promise<T | null> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: sealed.iv },
      await deviceKey(db),
      sealed.data,
    );
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return null; // lists and keys are fetched anew; a scan is shown as one that can't be read
  }
}

type Place = "rosters" | "pairings";

export async function keepSealed(place: Place, eventId: string, value: unknown): Promise<void> {
  if (store)
    await store[place].put({ eventId, ...(await seal(store, value)), savedAt: Date.now() });
}

export async function readSealed<T>(
  place: Place,
  eventId: string,
): Promise<{ value: T; savedAt: number } | null> {
  const sealed = await store?.[place].get(eventId);
  const value = store && sealed ? await unseal<T>(store, sealed) : null;
  return value === null || !sealed ? null : { value, savedAt: sealed.savedAt };
}

export async function removeSealed(place: Place, eventId: string): Promise<void> {
  await store?.[place].delete(eventId);
}

export async function keepScan(one: Queued): Promise<void> {
  if (!store) return;
  const { nonce, eventId, addedAt, state, ...rest } = one;
  await store.queue.put({ nonce, eventId, addedAt, state, ...(await seal(store, rest)) });
}

export async function removeScans(nonces: string[]): Promise<void> {
  await store?.queue.bulkDelete(nonces);
}

export async function keptNonces(eventId: string): Promise<string[]> {
  return store ? store.queue.where("eventId").equals(eventId).primaryKeys() : [];
}

/** Kept scans by nonce; those in clear are sealed on the way. */
export async function readScans(nonces: string[]): Promise<Queued[]> {
  const db = store;
  if (!db) return [];
  const rows = (await db.queue.bulkGet(nonces)).filter((row) => row !== undefined);
  return Promise.all(
    rows.map(async (row): Promise<Queued> => {
      if ("scan" in row) {
        await keepScan(row);
        return row;
      }
      const { iv, data, ...head } = row;
      const rest = await unseal<Omit<Queued, keyof SealedScan>>(db, { iv, data });
      return rest
        ? { ...head, ...rest }
        : { ...head, state: "refused", result: "invalid", scan: { nonce: head.nonce } };
    }),
  );
}
