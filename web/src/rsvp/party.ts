import { comes, type Pick } from "./basket";
import type { Guest, Seat } from "./calls";
import { el } from "./dom";
import type { Look } from "./look";
import { fill, type Words } from "./words";

/** Who of the party comes, who has which seat, and for whom the next one is. */
export class Party {
  picks: Pick[] = [];
  current: string | null = null;

  constructor(public guests: Guest[]) {}

  going(): Guest[] {
    return this.guests.filter(comes);
  }
  seatFor(guest: Guest): string | null {
    return this.picks.find((pick) => pick.guest === guest.id)?.seatId ?? guest.seat_id ?? null;
  }
  unseated(): Guest[] {
    return this.going().filter((guest) => !this.seatFor(guest));
  }
  /** Who chooses next: the first without a seat. */
  turn(): void {
    this.current = this.unseated()[0]?.id ?? this.going()[0]?.id ?? null;
  }
  chooser(): Guest | undefined {
    return this.going().find((guest) => guest.id === this.current);
  }
  pickOf(seatId: string): Pick | undefined {
    return this.picks.find((pick) => pick.seatId === seatId);
  }
  /** The seats that are this party's, picked or kept. */
  own(): Set<string> {
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

  /** What there is to do now, in words. */
  hint(words: Words): string {
    if (this.going().length === 0) return words.nobody;
    return this.unseated().length === 0
      ? words.all
      : fill(words.pick, { name: this.chooser()?.name ?? "" });
  }
}

interface Person {
  guest: Guest;
  seat: string | null;
  isCurrent: boolean;
  canLeave: boolean;
}

/** One of the party: a button to choose for them, and one that gives their seat back. */
export function personRow(
  { guest, seat, isCurrent, canLeave }: Person,
  words: Words,
  onChoose: () => void,
  onLeave: () => void,
): HTMLElement {
  const choose = el(
    "button",
    { type: "button", "aria-pressed": String(isCurrent), "data-key": guest.id },
    el("bdi", {}, guest.name),
    el("span", { class: "small" }, seat ?? words.none),
  );
  choose.onclick = onChoose;
  const item = el("li", {}, choose);
  if (canLeave) {
    const back = el(
      "button",
      {
        type: "button",
        "aria-label": `${words.free}: ${guest.name}`,
        "data-key": `${guest.id} back`,
      },
      words.free,
    );
    back.onclick = onLeave;
    item.append(" ", back);
  }
  return item;
}
