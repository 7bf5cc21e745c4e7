/** The key from a pairing link. It is only in memory until it has been encrypted and stored. */
let pending: { eventId: string; key: string } | null = null;

/** Removes the device key from the URL before anything else can read or store it. */
export function takeKeyFromUrl(): void {
  const eventId = /^\/door\/([\w-]+)/.exec(location.pathname)?.[1];
  const key = new URLSearchParams(location.hash.slice(1)).get("device");
  if (!eventId || !key) return;
  pending = { eventId, key };
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** A pairing link that is opened in a tab of the door changes only the part after `#`: the page starts anew with it. */
export function watchForKey(): void {
  addEventListener("hashchange", () => {
    if (location.pathname.startsWith("/door/") && location.hash.includes("device="))
      location.reload();
  });
}

export function newKey(eventId: string): string | null {
  return pending?.eventId === eventId ? pending.key : null;
}

export function clearNewKey(): void {
  pending = null;
}
