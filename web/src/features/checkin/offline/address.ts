/** What a pairing link brought: until it is sealed it is only here. */
let fresh: { eventId: string; key: string } | null = null;

/** Takes a device's key out of the address bar, before anything else can read or keep it. */
export function takeFromAddress(): void {
  const eventId = /^\/door\/([\w-]+)/.exec(location.pathname)?.[1];
  const key = new URLSearchParams(location.hash.slice(1)).get("device");
  if (!eventId || !key) return;
  fresh = { eventId, key };
  history.replaceState(history.state, "", location.pathname + location.search);
}

export function freshKey(eventId: string): string | null {
  return fresh?.eventId === eventId ? fresh.key : null;
}

export function forgetFresh(): void {
  fresh = null;
}
