import { Live, type LiveMessage } from "../api/live";
import { MAX_SVG_SEATS } from "../lib/seatcanvas/compact";
import { extend, letGo, picked, restOf, together, type Pick } from "./basket";
import { Refused, type Calls, type Guest, type Seat } from "./calls";
import { Countdown } from "./countdown";
import { Face } from "./face";
import { legendOf } from "./legend";
import { SeatList } from "./list";
import { nameOf, type GuestMap } from "./look";
import { SeatMap } from "./map";
import { Party } from "./party";
import { Seats } from "./seats";
import { fill, type Words } from "./words";

/** A party choosing its seats: each tap holds one for the guest at hand, one button keeps them all. */
export class Chooser {
  readonly root: HTMLElement;
  private readonly seats: Seats;
  private readonly party: Party;
  private readonly list: SeatList;
  private readonly countdown: Countdown;
  private skew = 0;
  /** Every hold that was asked for and isn't answered yet. */
  private holding: Promise<unknown> = Promise.resolve();
  private map: GuestMap | null = null;
  private drawn: ReadonlySet<string> = new Set();
  private reading: ReturnType<typeof setTimeout> | undefined;
  private readonly face: Face;

  constructor(
    private readonly calls: Calls,
    private readonly words: Words,
    guests: Guest[],
    private readonly minds: boolean,
  ) {
    const onPick = (id: string) => void this.press(id);
    this.seats = new Seats(calls);
    this.party = new Party(guests);
    this.list = new SeatList(this.seats, words, (seat) => this.party.lookOf(seat), onPick);
    this.countdown = new Countdown(
      words,
      () => void extend(calls, this.party.picks).then(() => this.tick()),
    );
    this.face = new Face(words, onPick);
    this.root = this.face.root;
    this.face.action.onclick = () => void (this.isExpired() ? this.retake() : this.confirm());
    this.face.best.onclick = () => void this.together();
    setInterval(() => this.tick(), 500);
  }

  async start(ws: string, code: string, eventId: string): Promise<void> {
    this.face.lay(this.list, this.countdown);
    await this.read();
    await this.takeUp();
    this.party.turn();
    this.draw();
    const live = new Live(() => ws, undefined, { action: "auth", code });
    live.subscribe(`events/${eventId}/seats`, {
      onMessage: (message) => this.hear(message),
      onResync: () => void this.read(),
    });
    live.watch(() => this.face.turn(live.state === "offline"));
  }

  /** The room as it is now; drawn anew only when the host has changed the plan. */
  private async read(): Promise<void> {
    try {
      const changed = await this.seats.read();
      if (changed && this.map) changed.forEach((seat) => this.paint(seat));
      else await this.build();
    } catch {
      return this.face.lost(() => void this.read());
    }
    this.draw();
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
    const isLarge = seats.all.length > MAX_SVG_SEATS;
    this.map = isLarge
      ? new (await import("./canvas")).CanvasMap({ seats, words, lookOf, load, onPick })
      : new SeatMap(seats.all, seats.drawing ?? undefined, words, load, onPick);
    this.face.room.replaceChildren(this.map.root, legendOf(seats, words, isLarge));
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
      this.party.picks.push(picked(guest.id, seat.id, hold));
    }
  }

  private now = () => Date.now() + this.skew;
  private isExpired() {
    return this.party.picks.some((pick) => pick.until <= this.now());
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
      return this.face.say(`${nameOf(seat, look, this.words)}.`, true);
    const before = party.picks.find((pick) => pick.guest === guest.id);
    const pick: Pick = { guest: guest.id, seatId: id, key: "", until: this.now() + 60_000 };
    party.picks = [...party.picks.filter((one) => one !== before), pick];
    this.draw();
    const asked = this.calls.hold([id]);
    this.holding = Promise.allSettled([this.holding, asked]);
    try {
      const hold = await asked;
      this.skew = Date.parse(hold.server_time) - Date.now();
      Object.assign(pick, { key: hold.key, until: Date.parse(hold.expires_at) });
      if (before) void this.letGo(before);
      this.face.say("");
      party.turn();
    } catch (error) {
      party.picks = [...party.picks.filter((one) => one !== pick), ...(before ? [before] : [])];
      this.face.refused(error);
    }
    this.draw();
  }

  private async drop(pick: Pick): Promise<void> {
    this.party.picks = this.party.picks.filter((one) => one !== pick);
    this.party.current = pick.guest;
    this.draw();
    await this.letGo(pick);
  }

  private async letGo(pick: Pick) {
    await this.holding;
    const rest = restOf(this.party.picks, pick);
    await letGo(this.calls, this.party.picks, pick).catch((error: unknown) => {
      this.party.picks = this.party.picks.filter((one) => !rest.includes(one));
      this.face.refused(error);
    });
    this.draw();
  }

  /** The best seats for all who have none yet, side by side. */
  private async together(): Promise<void> {
    try {
      const found = await together(this.calls, this.party.unseated());
      this.skew = found.skew;
      this.party.picks = [...this.party.picks, ...found.picks];
      this.face.say(found.isSplit ? this.words.split : "");
    } catch (error) {
      this.face.say(
        error instanceof Refused && error.status === 409 ? this.words.noBlock : this.words.failed,
        true,
      );
    }
    this.draw();
  }

  /** What was just picked is held first: a hold that comes after would find its own seat taken. */
  private async confirm(): Promise<void> {
    await this.holding;
    const seats = this.party.picks.map((pick) => ({ guest: pick.guest, seat_id: pick.seatId }));
    try {
      this.party.guests = (await this.calls.confirm(seats)).guests;
      this.party.picks = [];
      this.face.say(this.words.confirmed);
    } catch (error) {
      this.face.refused(error);
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
      this.face.say(fill(this.words.freed, { name: guest.name }));
    } catch {
      this.face.say(this.words.failed, true);
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
    if (isOver && this.face.action.textContent !== this.words.again) {
      this.face.say(this.words.expired, true);
      this.draw();
    }
  }

  private draw(): void {
    const { party } = this;
    this.face.drawPeople(party, this.seats, {
      onChoose: (guest) => {
        party.current = guest.id;
        this.draw();
      },
      onFree: (guest) => void this.free(guest),
    });
    const own = party.own();
    for (const id of new Set([...this.drawn, ...own])) {
      const seat = this.seats.get(id);
      if (seat) this.paint(seat);
    }
    this.drawn = own;
    this.face.drawBasket(party, this.seats, this.minds, this.isExpired());
    this.tick();
  }
}
