import { leftAlone } from "./alone";
import { Refused, type Guest } from "./calls";
import type { Countdown } from "./countdown";
import { el, refill } from "./dom";
import type { SeatList } from "./list";
import { personRow, type Party } from "./party";
import { seatName, seatNames } from "./seatnames";
import type { Seats } from "./seats";
import { fill, type Words } from "./words";

/** The chooser's interface around the map: the party, the status message and the buttons. */
export class ChooserView {
  readonly root = el("section");
  readonly room = el("div", { class: "room" });
  private readonly people = el("ul", { class: "row" });
  private readonly hint = el("p", { class: "quiet" });
  private readonly note = el("div", { class: "note", role: "status" });
  /** Apart from the note: losing the connection mustn't take away what was said about a seat. */
  private readonly connection = el("div", { class: "note bad", role: "status" });
  readonly action = el("button", { type: "button", class: "filled" });
  readonly release = el("button", { type: "button" });
  /** Stays in sight while seats are held: how long, and what to do with them. */
  private readonly bar = el("div", { class: "bar", hidden: true });
  readonly best = el("button", { type: "button" });
  private readonly orphanWarning = el("p", { class: "quiet", "aria-live": "polite" });

  constructor(
    private readonly words: Words,
    private readonly onPick: (id: string) => void,
  ) {}

  build(list: SeatList, { display, announcement, more }: Countdown): void {
    this.root.append(
      el("h2", {}, this.words.title),
      this.people,
      this.hint,
      this.best,
      list.root,
      this.room,
      this.orphanWarning,
      this.note,
      this.connection,
      announcement,
      this.bar,
    );
    this.release.textContent = this.words.releaseAll;
    this.bar.append(display, el("div", { class: "row" }, this.action, more, this.release));
  }

  get isExpired(): boolean {
    return this.bar.classList.contains("over");
  }

  showMessage(text: string, isBad = false): void {
    this.note.className = isBad ? "note bad" : "note";
    this.note.replaceChildren(text);
  }

  /** Shows a message while the connection is down and removes it afterwards. */
  showConnection(isOffline: boolean): void {
    this.connection.replaceChildren(isOffline ? this.words.offline : "");
  }

  showLoadError(onRetry: () => void): void {
    const retry = el("button", { type: "button" }, this.words.retry);
    retry.onclick = () => {
      this.showMessage("");
      onRetry();
    };
    this.showMessage(this.words.failed, true);
    this.note.append(el("div", { class: "row" }, retry));
  }

  /** Explains why a seat isn't available and offers the nearest free ones. */
  showRefusal(error: unknown): void {
    if (error instanceof Refused && error.orphans.length > 0)
      return this.showMessage(
        fill(this.words.alone, { seats: seatNames(error.orphans, this.words) }),
        true,
      );
    if (!(error instanceof Refused) || ![409, 423].includes(error.status))
      return this.showMessage(this.words.failed, true);
    this.showMessage(this.words.taken, true);
    if (error.nearest.length === 0) return;
    const near = error.nearest.slice(0, 4).map(({ id, seat_number }) => {
      const button = el("button", { type: "button" }, seatName(seat_number, this.words));
      button.onclick = () => this.onPick(id);
      return button;
    });
    this.note.append(el("div", { class: "row" }, this.words.near, ...near));
  }

  /** Says that the party's seats couldn't be found together. */
  showNoBlock(error: unknown): void {
    const isFull = error instanceof Refused && error.status === 409;
    this.showMessage(isFull ? this.words.noBlock : this.words.failed, true);
  }

  drawPeople(
    party: Party,
    seats: Seats,
    handlers: { onChoose: (guest: Guest) => void; onFree: (guest: Guest) => void },
  ): void {
    refill(
      this.people,
      ...party.coming().map((guest) => {
        const label = seats.get(party.seatFor(guest) ?? "")?.seat_number;
        return personRow(
          {
            guest,
            seat: label === undefined ? null : this.seatText(label, party.isHeld(guest)),
            isCurrent: guest.id === party.current,
            canRelease: Boolean(guest.seat_id) && !party.isHeld(guest),
          },
          this.words,
          () => handlers.onChoose(guest),
          () => handlers.onFree(guest),
        );
      }),
    );
    this.hint.textContent = party.hint(this.words);
  }

  private seatText(label: string, isHeld: boolean): string {
    const name = seatName(label, this.words);
    return isHeld ? `${name} (${this.words.states.mine})` : name;
  }

  drawBasket(party: Party, seats: Seats, warnsAboutOrphans: boolean, isExpired: boolean): void {
    const { words } = this;
    const waiting = party.unseated().length;
    this.best.hidden = waiting < 2;
    this.best.textContent = waiting === 2 ? words.togetherTwo : words.together;
    const chosen = new Set(party.picks.map((pick) => pick.seatId));
    const orphans =
      warnsAboutOrphans && chosen.size > 0 ? leftAlone(seats.beside(chosen), chosen) : [];
    this.orphanWarning.textContent =
      orphans.length > 0
        ? fill(words.alone, {
            seats: seatNames(
              orphans.map((seat) => seat.seat_number),
              words,
            ),
          })
        : "";
    this.bar.hidden = party.picks.length === 0;
    this.bar.classList.toggle("over", isExpired);
    this.action.textContent = isExpired ? words.again : words.confirm;
    this.action.hidden = !isExpired && !party.confirms;
  }
}
