import type { Calls, Guest, Hold } from "./calls";

/** A seat that is held for a guest of the party until a moment of the server's clock. */
export interface Pick {
  guest: string;
  seatId: string;
  key: string;
  until: number;
}

export const picked = (guest: string, seatId: string, hold: Hold): Pick => ({
  guest,
  seatId,
  key: hold.key,
  until: Date.parse(hold.expires_at),
});

export const comes = (guest: Guest) =>
  guest.status === "accepted" || guest.status === "attended" || guest.status === "going";

/** Gives one seat back. What was held together with it is held anew, since a hold ends as a whole; throws what refuses that. */
export async function letGo(calls: Calls, picks: Pick[], pick: Pick): Promise<void> {
  if (!pick.key) return;
  const rest = restOf(picks, pick);
  await calls.release(pick.key).catch(() => undefined);
  if (rest.length === 0) return;
  const hold = await calls.hold(rest.map((one) => one.seatId));
  for (const one of rest) Object.assign(one, { key: hold.key, until: Date.parse(hold.expires_at) });
}

export function restOf(picks: Pick[], pick: Pick): Pick[] {
  return picks.filter((one) => one.key === pick.key && one !== pick);
}

/** The best seats together for these guests: their picks, the server's clock against ours, and whether it took two rows. */
export async function together(calls: Calls, guests: Guest[]) {
  const hold = await calls.block(guests.length);
  const until = Date.parse(hold.expires_at);
  const picks = guests.flatMap((guest, at): Pick[] => {
    const seat = hold.seats[at];
    return seat ? [{ guest: guest.id, seatId: seat.id, key: hold.key, until }] : [];
  });
  return {
    picks,
    skew: Date.parse(hold.server_time) - Date.now(),
    isSplit: hold.is_split ?? false,
  };
}

/** The time once more for each hold, where the host gives it. */
export async function extend(calls: Calls, picks: Pick[]): Promise<void> {
  for (const key of new Set(picks.map((pick) => pick.key).filter(Boolean))) {
    const longer = await calls.extend(key).catch(() => null);
    for (const pick of picks)
      if (longer && pick.key === key) pick.until = Date.parse(longer.expires_at);
  }
}
