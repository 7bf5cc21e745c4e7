import type { Calls, Guest, Hold, Seat } from "./calls";
import type { Party } from "./party";

/** A seat that is held for a guest until a time by the server's clock. */
export interface Pick {
  guest: string;
  seatId: string;
  key: string;
  until: number;
}

export const pickFrom = (guest: string, seatId: string, hold: Hold): Pick => ({
  guest,
  seatId,
  key: hold.key,
  until: Date.parse(hold.expires_at),
});

export const isComing = (guest: Guest) =>
  guest.status === "accepted" || guest.status === "attended" || guest.status === "going";

/** Releases one seat. A hold ends as a whole, so its other seats are held again; throws if that fails. */
export async function releasePick(calls: Calls, picks: Pick[], pick: Pick): Promise<void> {
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

/** Holds adjacent seats for everybody who has none yet. Returns the clock skew, and whether seats are in two rows. */
export async function holdTogether(calls: Calls, party: Party) {
  let skew: number | null = null;
  let isSplit = false;
  for (const { guests, category } of party.groups()) {
    const hold = await calls.holdTogether(guests.length, category);
    skew = Date.parse(hold.server_time) - Date.now();
    isSplit ||= hold.is_split ?? false;
    const picks = guests.flatMap((guest, at) => {
      const seat = hold.seats[at];
      return seat ? [pickFrom(guest.id, seat.id, hold)] : [];
    });
    party.picks = [...party.picks, ...picks];
  }
  return { skew, isSplit };
}

/** Extends every hold, where the host allows it. */
export async function extend(calls: Calls, picks: Pick[]): Promise<void> {
  for (const key of new Set(picks.map((pick) => pick.key).filter(Boolean))) {
    const extended = await calls.extend(key).catch(() => null);
    for (const pick of picks)
      if (extended && pick.key === key) pick.until = Date.parse(extended.expires_at);
  }
}

/** Releases every hold. One that can't be released ends by itself. */
export async function releaseAll(calls: Calls, picks: Pick[]): Promise<void> {
  const keys = new Set(picks.map((pick) => pick.key).filter(Boolean));
  await Promise.allSettled([...keys].map((key) => calls.release(key)));
}

/** What was held before a reload, and the difference to the server's clock if it is known. */
export interface Restored {
  picks: Pick[];
  skew: number | null;
}

/** Takes over the party's own holds after the page was reloaded, a seat for each guest who has none. */
export async function restorePicks(
  calls: Calls,
  guests: Guest[],
  seats: Seat[],
): Promise<Restored> {
  const held = seats.filter((seat) => seat.status === "held" && seat.held_by_me);
  const picks: Pick[] = [];
  let skew: number | null = null;
  for (const [at, guest] of guests.entries()) {
    const seatId = held[at]?.id;
    if (seatId === undefined) break;
    const hold = await calls.hold([seatId]).catch(() => null);
    if (!hold) continue;
    skew = Date.parse(hold.server_time) - Date.now();
    picks.push(pickFrom(guest.id, seatId, hold));
  }
  return { picks, skew };
}
