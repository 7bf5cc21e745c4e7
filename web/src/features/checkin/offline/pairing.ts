import { actAsDevice } from "@/api";
import { forgetFresh, freshKey } from "./address";
import { keepSealed, readSealed, removeSealed } from "./store";

let current: { eventId: string; key: string } | null = null;

/** The key by which this page is a door device of the event, from the link it was opened by or kept before. */
export async function pair(eventId: string): Promise<boolean> {
  const fresh = freshKey(eventId);
  if (fresh) await keepSealed("pairings", eventId, fresh).catch(() => undefined); // kept in memory only, where nothing can be kept
  const known = current?.eventId === eventId ? current.key : null;
  const key =
    fresh ??
    known ??
    (await readSealed<string>("pairings", eventId).catch(() => null))?.value ??
    null;
  current = key ? { eventId, key } : null;
  return current !== null;
}

export function isDeviceOf(eventId: string): boolean {
  return current?.eventId === eventId;
}

/** From here on requests are the device's; gives what ends it. */
export function actAsPaired(eventId: string): () => void {
  actAsDevice(current?.eventId === eventId ? current.key : null);
  return () => actAsDevice(null);
}

/** This page is no device any more: key and list go, what it queued stays. */
export async function unpair(eventId: string): Promise<void> {
  current = null;
  forgetFresh();
  actAsDevice(null);
  await removeSealed("pairings", eventId);
  await removeSealed("rosters", eventId);
}
