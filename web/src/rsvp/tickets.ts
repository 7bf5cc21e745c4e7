import type { Pick, Restored } from "./basket";
import { pickFrom } from "./basket";
import type { Calls, Guest, Seat } from "./calls";
import { el } from "./dom";
import { Party } from "./party";
import type { Words } from "./words";

/** A type of tickets whose people choose seats. */
export interface TicketKind {
  id: string;
  name: string;
  /** The category of its seats; null for any. */
  category: string | null;
  /** How many people one ticket admits. */
  admits: number;
  /** What one costs, in words. */
  price: string;
}

/** The tickets of an order, as its form counts them, with a seat for each person. */
export class TicketParty extends Party {
  override readonly confirms = false;

  constructor(
    private readonly kinds: TicketKind[],
    private readonly form: HTMLFormElement,
  ) {
    super([]);
    this.count();
  }

  /** Reads the numbers of the form. */
  count(): void {
    this.guests = this.kinds.flatMap((kind) => {
      const people = Number(this.menu(kind)?.value ?? 0) * kind.admits;
      return Array.from({ length: people }, (_, at) => ({
        id: `${kind.id}/${at}`,
        name: people > 1 ? `${kind.name} ${at + 1}` : kind.name,
        status: "accepted",
      }));
    });
  }

  /** An unseated person whose ticket fits; else one more ticket; else whoever is chosen moves. */
  override guestFor(seat: Seat): Guest | undefined {
    const current = this.currentGuest();
    const ready = (guest: Guest | undefined) =>
      guest && this.fits(guest, seat) && !this.seatFor(guest) ? guest : undefined;
    return (
      ready(current) ??
      this.unseated().find((guest) => this.fits(guest, seat)) ??
      this.oneMore(seat) ??
      (current && this.fits(current, seat) ? current : undefined)
    );
  }

  override refusal(words: Words): string {
    return words.otherTicket;
  }

  override groups() {
    return this.kinds.flatMap((kind) => {
      const guests = this.unseated().filter((guest) => this.kindOf(guest) === kind);
      return guests.length > 0
        ? [{ guests, ...(kind.category && { category: kind.category }) }]
        : [];
    });
  }

  override priceOf(category: string): string {
    return this.kindsFor(category)[0]?.price ?? "";
  }

  override hint(words: Words): string {
    if (this.coming().length === 0) return words.anySeat;
    return this.unseated().length === 0 ? words.allTickets : super.hint(words);
  }

  /** Holds the seats again that the form brought along: after a problem, nothing is lost. */
  override async restore(calls: Calls): Promise<Restored> {
    const picks: Pick[] = [];
    let skew: number | null = null;
    for (const kind of this.kinds) {
      const guests = this.guests.filter((guest) => this.kindOf(guest) === kind);
      const seats = [...(this.place(kind)?.querySelectorAll("input") ?? [])];
      for (const [at, { value }] of seats.entries()) {
        const guest = guests[at];
        const hold = guest && (await calls.hold([value]).catch(() => null));
        if (!guest || !hold) continue;
        skew = Date.parse(hold.server_time) - Date.now();
        picks.push(pickFrom(guest.id, value, hold));
      }
    }
    return { picks, skew };
  }

  /** Writes the seats into the form, so that the order has them. */
  write(key: string): void {
    for (const kind of this.kinds)
      this.place(kind)?.replaceChildren(
        ...this.guests.flatMap((guest) => {
          const seat = this.kindOf(guest) === kind && this.seatFor(guest);
          return seat
            ? [el("input", { type: "hidden", name: `seat-${kind.id}`, value: seat })]
            : [];
        }),
      );
    const field = this.form.elements.namedItem("hold_key");
    if (field instanceof HTMLInputElement) field.value = key;
  }

  private menu(kind: TicketKind): HTMLSelectElement | null {
    return this.form.elements.namedItem(`quantity-${kind.id}`) as HTMLSelectElement | null;
  }

  private place(kind: TicketKind): HTMLElement | null {
    return this.form.querySelector<HTMLElement>(`[data-seats-of="${kind.id}"]`);
  }

  private kindOf(guest: Guest): TicketKind | undefined {
    return this.kinds.find((kind) => guest.id.startsWith(`${kind.id}/`));
  }

  private fits(guest: Guest, seat: Seat): boolean {
    const category = this.kindOf(guest)?.category;
    return category === null || category === seat.category;
  }

  /** Types for seats of a category, those that are for it alone first. */
  private kindsFor(category: string): TicketKind[] {
    return [
      ...this.kinds.filter((kind) => kind.category === category),
      ...this.kinds.filter((kind) => kind.category === null),
    ];
  }

  /** Adds a ticket for a seat that was tapped, if the form allows one more. */
  private oneMore(seat: Seat): Guest | undefined {
    for (const kind of this.kindsFor(seat.category)) {
      const menu = this.menu(kind);
      if (!menu || menu.selectedIndex + 1 >= menu.options.length) continue;
      menu.selectedIndex += 1;
      this.count();
      return this.unseated().find((guest) => this.kindOf(guest) === kind);
    }
    return undefined;
  }
}
