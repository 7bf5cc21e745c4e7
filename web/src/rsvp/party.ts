import { isComing, restorePicks, type Pick, type Restored } from "./basket";
import type { Calls, Guest, Seat } from "./calls";
import { el } from "./dom";
import type { Look } from "./look";
import { fill, type Words } from "./words";

/** The members of a party, their seats, and whose seat is chosen next. */
export class Party {
  picks: Pick[] = [];
  current: string | null = null;
  /** Whether a button confirms the choice; an order confirms the seats of tickets. */
  readonly confirms: boolean = true;

  constructor(public guests: Guest[]) {}

  /** For whom a seat is chosen that was tapped. */
  guestFor(_seat: Seat): Guest | undefined {
    return this.currentGuest();
  }
  /** Why a seat is for nobody. */
  refusal(words: Words): string {
    return words.nobody;
  }
  /** Who is seated together, and on seats of which category. */
  groups(): { guests: Guest[]; category?: string }[] {
    return [{ guests: this.unseated() }];
  }
  /** What a seat of a category costs; empty for nothing. */
  priceOf(_category: string): string {
    return "";
  }
  restore(calls: Calls, seats: Seat[]): Promise<Restored> {
    return restorePicks(calls, this.unseated(), seats);
  }

  coming(): Guest[] {
    return this.guests.filter(isComing);
  }
  seatFor(guest: Guest): string | null {
    return this.picks.find((pick) => pick.guest === guest.id)?.seatId ?? guest.seat_id ?? null;
  }
  unseated(): Guest[] {
    return this.coming().filter((guest) => !this.seatFor(guest));
  }
  /** Selects the first guest without a seat. */
  selectNext(): void {
    this.current = this.unseated()[0]?.id ?? this.coming()[0]?.id ?? null;
  }
  currentGuest(): Guest | undefined {
    return this.coming().find((guest) => guest.id === this.current);
  }
  pickOf(seatId: string): Pick | undefined {
    return this.picks.find((pick) => pick.seatId === seatId);
  }
  isExpired(now: number): boolean {
    return this.picks.some((pick) => pick.until <= now);
  }
  /** Empties the basket and returns what was in it. */
  takePicks(): Pick[] {
    const { picks } = this;
    this.picks = [];
    return picks;
  }
  isHeld(guest: Guest): boolean {
    return this.picks.some((pick) => pick.guest === guest.id);
  }
  /** Ids of the party's seats, both held and confirmed. */
  ownSeats(): Set<string> {
    return new Set([
      ...this.picks.map((pick) => pick.seatId),
      ...this.guests.flatMap((guest) => guest.seat_id ?? []),
    ]);
  }

  lookOf(seat: Seat): Look {
    if (this.pickOf(seat.id)) return "mine";
    if (this.guests.some((guest) => guest.seat_id === seat.id)) return "ours";
    return seat.status === "held" && seat.held_by_me ? "mine" : seat.status;
  }

  /** A short instruction for the next step. */
  hint(words: Words): string {
    if (this.coming().length === 0) return words.nobody;
    return this.unseated().length === 0
      ? words.all
      : fill(words.pick, { name: this.currentGuest()?.name ?? "" });
  }
}

interface Person {
  guest: Guest;
  seat: string | null;
  isCurrent: boolean;
  canRelease: boolean;
}

/** A guest with a button to choose their seat and one to release it. */
export function personRow(
  { guest, seat, isCurrent, canRelease }: Person,
  words: Words,
  onChoose: () => void,
  onRelease: () => void,
): HTMLElement {
  const choose = el(
    "button",
    { type: "button", "aria-pressed": String(isCurrent), "data-key": guest.id },
    el("bdi", {}, guest.name),
    el("span", { class: "small" }, seat ?? words.none),
  );
  choose.onclick = onChoose;
  const item = el("li", {}, choose);
  if (canRelease) {
    const release = el(
      "button",
      {
        type: "button",
        "aria-label": `${words.free}: ${guest.name}`,
        "data-key": `${guest.id} back`,
      },
      words.free,
    );
    release.onclick = onRelease;
    item.append(" ", release);
  }
  return item;
}
