import { Live, type LiveMessage } from "../api/live";
import { MOST_SHAPES } from "../lib/seatcanvas/compact";
import { leftAlone } from "./alone";
import { extend, letGo, restOf, together, type Pick } from "./basket";
import { Refused, type Calls, type Guest, type Seat } from "./calls";
import { Countdown } from "./countdown";
import { el, refill } from "./dom";
import { legendOf } from "./legend";
import { SeatList } from "./list";
import { nameOf, type GuestMap } from "./look";
import { SeatMap } from "./map";
import { Party, personRow } from "./party";
import { Seats } from "./seats";
import { fill, type Words } from "./words";

/** A party choosing its seats: each tap holds one for the guest at hand, one button keeps them all. */
export class Chooser {
  readonly root = el("section");
  private readonly seats: Seats;
  private readonly party: Party;
  private readonly list: SeatList;
  private readonly countdown: Countdown;
  private skew = 0;
  private map: GuestMap | null = null;
  private drawn: ReadonlySet<string> = new Set();
  private reading: ReturnType<typeof setTimeout> | undefined;
  private readonly room = el("div", { class: "room" });
  private readonly people = el("ul", { class: "row" });
  private readonly hint = el("p", { class: "quiet" });
  private readonly note = el("div", { class: "note", role: "status" });
  private readonly action = el("button", { type: "button", class: "filled" });
  private readonly best = el("button", { type: "button" });
  private readonly lonely = el("p", { class: "quiet", "aria-live": "polite" });

  constructor(
    private readonly calls: Calls,
    private readonly words: Words,
    guests: Guest[],
    private readonly minds: boolean,
  ) {
    this.seats = new Seats(calls);
    this.party = new Party(guests);
    this.list = new SeatList(
      this.seats,
      words,
      (seat) => this.party.lookOf(seat),
      (id) => void this.press(id),
    );
    this.countdown = new Countdown(
      words,
      () => void extend(calls, this.party.picks).then(() => this.tick()),
    );
    this.action.onclick = () => void (this.isExpired() ? this.retake() : this.confirm());
    this.best.onclick = () => void this.together();
    setInterval(() => this.tick(), 500);
  }

  async start(ws: string, code: string, eventId: string): Promise<void> {
    const { face, spoken, more } = this.countdown;
    this.root.append(
      el("h2", {}, this.words.title),
      this.people,
      this.hint,
      this.best,
      this.list.root,
      this.room,
      this.lonely,
      this.note,
      face,
      spoken,
      more,
      this.action,
    );
    await this.read();
    await this.takeUp();
    this.party.turn();
    this.draw();
    const live = new Live(() => ws, undefined, { action: "auth", code });
    live.subscribe(`events/${eventId}/seats`, {
      onMessage: (message) => this.hear(message),
      onResync: () => void this.read(),
    });
    live.watch(() => {
      if (live.state === "offline") this.say(this.words.offline, true);
      else if (this.note.textContent === this.words.offline) this.say("");
    });
  }

  /** The room as it is now; drawn anew only when the host has changed the plan. */
  private async read(): Promise<void> {
    try {
      const changed = await this.seats.read();
      if (changed && this.map) changed.forEach((seat) => this.paint(seat));
      else await this.build();
    } catch {
      return this.lost();
    }
    this.draw();
  }

  private lost(): void {
    const retry = el("button", { type: "button" }, this.words.retry);
    retry.onclick = () => {
      this.say("");
      void this.read();
    };
    this.say(this.words.failed, true);
    this.note.append(el("div", { class: "row" }, retry));
  }

  private async build(): Promise<void> {
    const { seats, words } = this;
    this.party.picks = this.party.picks.filter((pick) => seats.get(pick.seatId));
    this.list.open();
    const lookOf = (seat: Seat) => this.party.lookOf(seat);
    const load = (file: string) => this.calls.picture(file);
    const onPick = (id: string) => void this.press(id);
    this.map?.destroy?.();
    this.map = null;
    // A large plan's canvas is only fetched by those who need it.
    const isLarge = seats.all.length > MOST_SHAPES;
    this.map = isLarge
      ? new (await import("./canvas")).CanvasMap({ seats, words, lookOf, load, onPick })
      : new SeatMap(seats.all, seats.drawing ?? undefined, words, load, onPick);
    this.room.replaceChildren(this.map.root, legendOf(seats, words, isLarge));
    seats.all.forEach((seat) => this.paint(seat));
  }

  /** What this party held before the page was opened anew is in its basket again. */
  private async takeUp(): Promise<void> {
    const held = this.seats.all.filter((seat) => seat.status === "held" && seat.held_by_me);
    for (const guest of this.party.unseated()) {
      const seat = held.shift();
      if (!seat) return;
      const hold = await this.calls.hold([seat.id]).catch(() => null);
      if (!hold) continue;
      this.skew = Date.parse(hold.server_time) - Date.now();
      this.party.picks.push({
        guest: guest.id,
        seatId: seat.id,
        key: hold.key,
        until: Date.parse(hold.expires_at),
      });
    }
  }

  private now() {
    return Date.now() + this.skew;
  }
  private isExpired() {
    return this.party.picks.some((pick) => pick.until <= this.now());
  }
  private say(text: string, isBad = false) {
    this.note.className = isBad ? "note bad" : "note";
    this.note.replaceChildren(text);
  }

  private async press(id: string): Promise<void> {
    const { party } = this;
    const seat = this.seats.get(id);
    const guest = party.chooser();
    if (!seat || !guest) return;
    const mine = party.pickOf(id);
    if (mine) return this.drop(mine);
    const look = party.lookOf(seat);
    if (look !== "free" && look !== "mine")
      return this.say(`${nameOf(seat, look, this.words)}.`, true);
    const before = party.picks.find((pick) => pick.guest === guest.id);
    const pick: Pick = { guest: guest.id, seatId: id, key: "", until: this.now() + 60_000 };
    party.picks = [...party.picks.filter((one) => one !== before), pick];
    this.draw();
    try {
      const hold = await this.calls.hold([id]);
      this.skew = Date.parse(hold.server_time) - Date.now();
      Object.assign(pick, { key: hold.key, until: Date.parse(hold.expires_at) });
      if (before) void this.letGo(before);
      this.say("");
      party.turn();
    } catch (error) {
      party.picks = [...party.picks.filter((one) => one !== pick), ...(before ? [before] : [])];
      this.refused(error);
    }
    this.draw();
  }

  private refused(error: unknown): void {
    if (error instanceof Refused && error.alone.length > 0)
      return this.say(fill(this.words.alone, { seats: error.alone.join(", ") }), true);
    if (!(error instanceof Refused) || ![409, 423].includes(error.status))
      return this.say(this.words.failed, true);
    this.say(this.words.taken, true);
    if (error.nearest.length === 0) return;
    const near = error.nearest.slice(0, 4).map(({ id, seat_number }) => {
      const button = el("button", { type: "button" }, seat_number);
      button.onclick = () => void this.press(id);
      return button;
    });
    this.note.append(el("div", { class: "row" }, this.words.near, ...near));
  }

  private async drop(pick: Pick): Promise<void> {
    this.party.picks = this.party.picks.filter((one) => one !== pick);
    this.party.current = pick.guest;
    this.draw();
    await this.letGo(pick);
  }

  private async letGo(pick: Pick) {
    const rest = restOf(this.party.picks, pick);
    await letGo(this.calls, this.party.picks, pick).catch((error: unknown) => {
      this.party.picks = this.party.picks.filter((one) => !rest.includes(one));
      this.refused(error);
    });
    this.draw();
  }

  /** The best seats for all who have none yet, side by side. */
  private async together(): Promise<void> {
    try {
      const found = await together(this.calls, this.party.unseated());
      this.skew = found.skew;
      this.party.picks = [...this.party.picks, ...found.picks];
      this.say(found.isSplit ? this.words.split : "");
    } catch (error) {
      this.say(
        error instanceof Refused && error.status === 409 ? this.words.noBlock : this.words.failed,
        true,
      );
    }
    this.draw();
  }

  private async confirm(): Promise<void> {
    const seats = this.party.picks.map((pick) => ({ guest: pick.guest, seat_id: pick.seatId }));
    try {
      this.party.guests = (await this.calls.confirm(seats)).guests;
      this.party.picks = [];
      this.say(this.words.confirmed);
    } catch (error) {
      this.refused(error);
    }
    await this.read();
  }

  /** The hold ran out: the basket stays, and what is still free is taken anew. */
  private async retake(): Promise<void> {
    const wanted = this.party.picks;
    this.party.picks = [];
    for (const pick of wanted) {
      this.party.current = pick.guest;
      await this.press(pick.seatId);
    }
  }

  private async free(guest: Guest): Promise<void> {
    try {
      this.party.guests = (await this.calls.free([guest.id])).guests;
      this.party.current = guest.id;
      this.say(fill(this.words.freed, { name: guest.name }));
    } catch {
      this.say(this.words.failed, true);
    }
    await this.read();
  }

  private hear(message: LiveMessage): void {
    const seat = this.seats.hear(message);
    if (seat === "read") {
      clearTimeout(this.reading);
      this.reading = setTimeout(() => void this.read(), 600);
    } else if (seat) this.paint(seat);
  }

  private paint(seat: Seat): void {
    this.map?.paint(seat, this.party.lookOf(seat), this.party.pickOf(seat.id) !== undefined);
    this.list.paint(seat);
  }

  private tick(): void {
    const isOver = this.countdown.tick(this.party.picks, this.now());
    if (isOver && this.action.textContent !== this.words.again) {
      this.say(this.words.expired, true);
      this.draw();
    }
  }

  private draw(): void {
    const { party, words } = this;
    refill(
      this.people,
      ...party.going().map((guest) =>
        personRow(
          {
            guest,
            seat: this.seats.get(party.seatFor(guest) ?? "")?.seat_number ?? null,
            isCurrent: guest.id === party.current,
            canLeave:
              Boolean(guest.seat_id) && !party.picks.some((pick) => pick.guest === guest.id),
          },
          words,
          () => {
            party.current = guest.id;
            this.draw();
          },
          () => void this.free(guest),
        ),
      ),
    );
    this.hint.textContent = party.hint(words);
    const own = party.own();
    for (const id of new Set([...this.drawn, ...own])) {
      const seat = this.seats.get(id);
      if (seat) this.paint(seat);
    }
    this.drawn = own;
    const waiting = party.unseated().length;
    this.best.hidden = waiting < 2;
    this.best.textContent = fill(words.together, { count: waiting });
    const chosen = new Set(party.picks.map((pick) => pick.seatId));
    const alone = this.minds && chosen.size > 0 ? leftAlone(this.seats.beside(chosen), chosen) : [];
    this.lonely.textContent =
      alone.length > 0
        ? fill(words.alone, { seats: alone.map((seat) => seat.seat_number).join(", ") })
        : "";
    this.action.hidden = party.picks.length === 0;
    this.action.textContent = this.isExpired() ? words.again : words.confirm;
    this.tick();
  }
}
