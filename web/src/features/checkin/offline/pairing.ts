import { actAsDevice } from "@/api";
import { clearNewKey, newKey } from "./address";
import { saveEncrypted, readEncrypted, removeEncrypted } from "./store";

let current: { eventId: string; key: string } | null = null;

/** Pairs this page as a device of the event, using the key from the link or the stored one. */
export async function pair(eventId: string): Promise<boolean> {
  const fresh = newKey(eventId);
  if (fresh) await saveEncrypted("pairings", eventId, fresh).catch(() => undefined); // without storage the key stays in memory only
  const known = current?.eventId === eventId ? current.key : null;
  const key =
    fresh ??
    known ??
    (await readEncrypted<string>("pairings", eventId).catch(() => null))?.value ??
    null;
  current = key ? { eventId, key } : null;
  return current !== null;
}

export function isDeviceOf(eventId: string): boolean {
  return current?.eventId === eventId;
}

/** Sends requests as the device. Returns a function that stops it. */
export function actAsPaired(eventId: string): () => void {
  actAsDevice(current?.eventId === eventId ? current.key : null);
  return () => actAsDevice(null);
}

/** Unpairs the device: deletes its key and roster but keeps queued scans. */
export async function unpair(eventId: string): Promise<void> {
  current = null;
  clearNewKey();
  actAsDevice(null);
  await removeEncrypted("pairings", eventId);
  await removeEncrypted("rosters", eventId);
}
