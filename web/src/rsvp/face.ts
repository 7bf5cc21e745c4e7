import { leftAlone } from "./alone";
import { Refused, type Guest } from "./calls";
import type { Countdown } from "./countdown";
import { el, refill } from "./dom";
import type { SeatList } from "./list";
import { personRow, type Party } from "./party";
import type { Seats } from "./seats";
import { fill, type Words } from "./words";

/** What the chooser shows around its map: the party, what was just said, and the buttons. */
export class Face {
  readonly root = el("section");
  readonly room = el("div", { class: "room" });
  private readonly people = el("ul", { class: "row" });
  private readonly hint = el("p", { class: "quiet" });
  private readonly note = el("div", { class: "note", role: "status" });
  readonly action = el("button", { type: "button", class: "filled" });
  readonly best = el("button", { type: "button" });
  private readonly lonely = el("p", { class: "quiet", "aria-live": "polite" });

  constructor(
    private readonly words: Words,
    private readonly onPick: (id: string) => void,
  ) {}

  lay(list: SeatList, { face, spoken, more }: Countdown): void {
    this.root.append(
      el("h2", {}, this.words.title),
      this.people,
      this.hint,
      this.best,
      list.root,
      this.room,
      this.lonely,
      this.note,
      face,
      spoken,
      more,
      this.action,
    );
  }

  say(text: string, isBad = false): void {
    this.note.className = isBad ? "note bad" : "note";
    this.note.replaceChildren(text);
  }

  /** Says that the line is down, and takes it back when it stands again. */
  turn(isOffline: boolean): void {
    if (isOffline) this.say(this.words.offline, true);
    else if (this.note.textContent === this.words.offline) this.say("");
  }

  lost(onRetry: () => void): void {
    const retry = el("button", { type: "button" }, this.words.retry);
    retry.onclick = () => {
      this.say("");
      onRetry();
    };
    this.say(this.words.failed, true);
    this.note.append(el("div", { class: "row" }, retry));
  }

  /** Why a seat can't be had, and the nearest that can. */
  refused(error: unknown): void {
    if (error instanceof Refused && error.alone.length > 0)
      return this.say(fill(this.words.alone, { seats: error.alone.join(", ") }), true);
    if (!(error instanceof Refused) || ![409, 423].includes(error.status))
      return this.say(this.words.failed, true);
    this.say(this.words.taken, true);
    if (error.nearest.length === 0) return;
    const near = error.nearest.slice(0, 4).map(({ id, seat_number }) => {
      const button = el("button", { type: "button" }, seat_number);
      button.onclick = () => this.onPick(id);
      return button;
    });
    this.note.append(el("div", { class: "row" }, this.words.near, ...near));
  }

  drawPeople(
    party: Party,
    seats: Seats,
    on: { onChoose: (guest: Guest) => void; onFree: (guest: Guest) => void },
  ): void {
    refill(
      this.people,
      ...party.going().map((guest) =>
        personRow(
          {
            guest,
            seat: seats.get(party.seatFor(guest) ?? "")?.seat_number ?? null,
            isCurrent: guest.id === party.current,
            canLeave:
              Boolean(guest.seat_id) && !party.picks.some((pick) => pick.guest === guest.id),
          },
          this.words,
          () => on.onChoose(guest),
          () => on.onFree(guest),
        ),
      ),
    );
    this.hint.textContent = party.hint(this.words);
  }

  drawBasket(party: Party, seats: Seats, minds: boolean, isExpired: boolean): void {
    const { words } = this;
    const waiting = party.unseated().length;
    this.best.hidden = waiting < 2;
    this.best.textContent = fill(words.together, { count: waiting });
    const chosen = new Set(party.picks.map((pick) => pick.seatId));
    const alone = minds && chosen.size > 0 ? leftAlone(seats.beside(chosen), chosen) : [];
    this.lonely.textContent =
      alone.length > 0
        ? fill(words.alone, { seats: alone.map((seat) => seat.seat_number).join(", ") })
        : "";
    this.action.hidden = party.picks.length === 0;
    this.action.textContent = isExpired ? words.again : words.confirm;
  }
}
