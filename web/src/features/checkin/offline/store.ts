import { Dexie, type EntityTable } from "dexie";
import type { Scan, ScanResult, WalkIn } from "@/api";

/** A scan made offline. `refused` means that it was uploaded and not accepted. */
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

interface Encrypted {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
interface EncryptedFor extends Encrypted {
  eventId: string;
  savedAt: number;
}
/** Personal data is encrypted; the time and the upload state aren't. */
interface EncryptedScan extends Encrypted {
  nonce: string;
  eventId: string;
  addedAt: number;
  state: Queued["state"];
}
interface StoredKey {
  name: string;
  key: CryptoKey;
}

class DoorStore extends Dexie {
  queue!: EntityTable<EncryptedScan | Queued, "nonce">;
  rosters!: EntityTable<EncryptedFor, "eventId">;
  pairings!: EntityTable<EncryptedFor, "eventId">;
  keys!: EntityTable<StoredKey, "name">;

  constructor() {
    super("convite-door");
    this.version(1).stores({ queue: "nonce, eventId, addedAt", rosters: "eventId", keys: "name" });
    // Scans queued by version 1 are unencrypted. They are encrypted when they are first read.
    this.version(2).stores({ pairings: "eventId" });
  }
}

/** Null if the browser offers no storage or Web Crypto to this page (private window, plain HTTP). */
export const store =
  typeof indexedDB === "undefined" || !globalThis.crypto?.subtle ? null : new DoorStore();

let keyPromise: Promise<CryptoKey> | null = null;

/** This device's encryption key. It isn't extractable. */
function deviceKey(db: DoorStore): Promise<CryptoKey> {
  keyPromise ??= loadOrCreateKey(db).catch((error: unknown) => {
    keyPromise = null;
    throw error;
  });
  return keyPromise;
}

async function loadOrCreateKey(db: DoorStore): Promise<CryptoKey> {
  const kept = await db.keys.get("roster");
  if (kept) return kept.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  // If two tabs generate a key at the same time, the first one wins.
  return db.transaction("rw", db.keys, async () => {
    const first = await db.keys.get("roster");
    if (!first) await db.keys.put({ name: "roster", key });
    return first?.key ?? key;
  });
}

async function encrypt(db: DoorStore, value: unknown): Promise<Encrypted> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await deviceKey(db),
    new TextEncoder().encode(JSON.stringify(value)),
  );
  return { iv, data };
}

/** Decrypts a value. Returns null if it was encrypted with a lost key. */
async function decrypt<T>(db: DoorStore, encrypted: Encrypted): Promise<T | null> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: encrypted.iv },
      await deviceKey(db),
      encrypted.data,
    );
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return null; // rosters and keys are fetched again; a scan is shown as unreadable
  }
}

type TableName = "rosters" | "pairings";

export async function saveEncrypted(
  table: TableName,
  eventId: string,
  value: unknown,
): Promise<void> {
  if (store)
    await store[table].put({ eventId, ...(await encrypt(store, value)), savedAt: Date.now() });
}

export async function readEncrypted<T>(
  table: TableName,
  eventId: string,
): Promise<{ value: T; savedAt: number } | null> {
  const encrypted = await store?.[table].get(eventId);
  const value = store && encrypted ? await decrypt<T>(store, encrypted) : null;
  return value === null || !encrypted ? null : { value, savedAt: encrypted.savedAt };
}

export async function removeEncrypted(table: TableName, eventId: string): Promise<void> {
  await store?.[table].delete(eventId);
}

export async function saveScan(one: Queued): Promise<void> {
  if (!store) return;
  const { nonce, eventId, addedAt, state, ...rest } = one;
  await store.queue.put({ nonce, eventId, addedAt, state, ...(await encrypt(store, rest)) });
}

export async function removeScans(nonces: string[]): Promise<void> {
  await store?.queue.bulkDelete(nonces);
}

export async function storedNonces(eventId: string): Promise<string[]> {
  return store ? store.queue.where("eventId").equals(eventId).primaryKeys() : [];
}

/** Stored scans by nonce. Unencrypted ones are encrypted on the way. */
export async function readScans(nonces: string[]): Promise<Queued[]> {
  const db = store;
  if (!db) return [];
  const rows = (await db.queue.bulkGet(nonces)).filter((row) => row !== undefined);
  return Promise.all(
    rows.map(async (row): Promise<Queued> => {
      if ("scan" in row) {
        await saveScan(row);
        return row;
      }
      const { iv, data, ...head } = row;
      const rest = await decrypt<Omit<Queued, keyof EncryptedScan>>(db, { iv, data });
      return rest
        ? { ...head, ...rest }
        : { ...head, state: "refused", result: "invalid", scan: { nonce: head.nonce } };
    }),
  );
}
