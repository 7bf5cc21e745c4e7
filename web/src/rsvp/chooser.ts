import { Live, type LiveMessage } from "../api/live";
import { extend, holdTogether, releaseAll, releasePick, restOf } from "./basket";
import type { Pick } from "./basket";
import type { Calls, Guest, Seat } from "./calls";
import { Countdown } from "./countdown";
import { ChooserView } from "./face";
import { legendOf } from "./legend";
import { SeatList } from "./list";
import { nameOf, type GuestMap } from "./look";
import { openMap } from "./maps";
import type { Party } from "./party";
import { tableName } from "./seatnames";
import { Seats } from "./seats";
import { fill, type Words } from "./words";

/** Delay before a failed read of the map is repeated, in milliseconds. */
const retryDelay = 5000;

/** Lets a party choose its seats. Each tap holds a seat for the current guest; one button confirms them all. */
export class Chooser {
  readonly root: HTMLElement;
  private readonly seats: Seats;
  private readonly list: SeatList;
  private readonly countdown: Countdown;
  private skew = 0;
  /** Settles when all pending hold requests have been answered. */
  private pendingHolds: Promise<unknown> = Promise.resolve();
  private map: GuestMap | null = null;
  private drawnSeats: ReadonlySet<string> = new Set();
  private readTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly view: ChooserView;

  constructor(
    private readonly calls: Calls,
    private readonly words: Words,
    private readonly party: Party,
    private readonly warnsAboutOrphans: boolean,
  ) {
    const onPick = (id: string) => void this.press(id);
    this.seats = new Seats(calls, (label) => tableName(label, words));
    this.list = new SeatList(this.seats, words, (seat) => this.party.lookOf(seat), onPick);
    this.countdown = new Countdown(
      words,
      () => void extend(calls, this.party.picks).then(() => this.tick()),
    );
    this.view = new ChooserView(words, onPick);
    this.root = this.view.root;
    this.view.action.onclick = () =>
      void (this.party.isExpired(this.now()) ? this.holdAgain() : this.confirm());
    this.view.release.onclick = () => void this.releaseHolds();
    this.view.best.onclick = () => void this.together();
    setInterval(() => this.tick(), 500);
  }

  async start(ws: string, code: string, eventId: string): Promise<void> {
    this.view.build(this.list, this.countdown);
    await this.read();
    const { picks, skew } = await this.party.restore(this.calls, this.seats.all);
    this.party.picks.push(...picks);
    this.skew = skew ?? this.skew;
    this.party.selectNext();
    this.draw();
    const live = new Live(() => ws, undefined, code ? { action: "auth", code } : null);
    live.subscribe(`events/${eventId}/seats`, {
      onMessage: (message) => this.receive(message),
      onResync: () => void this.read(),
    });
    live.watch(() => this.view.showConnection(live.state === "offline"));
  }

  /** Reads the current status. The map is rebuilt only when the host has changed the plan. */
  private async read(): Promise<void> {
    try {
      const changed = await this.seats.read();
      if (changed && this.map) changed.forEach((seat) => this.paint(seat));
      else await this.build();
    } catch {
      // What was confirmed stays so; a map that was shown once is read again by itself.
      if (this.map) this.readSoon(retryDelay);
      else return this.view.showLoadError(() => void this.read());
    }
    this.draw();
  }

  private async build(): Promise<void> {
    const { seats, words } = this;
    this.party.picks = this.party.picks.filter((pick) => seats.get(pick.seatId));
    this.list.fillMenus();
    this.map?.destroy?.();
    this.map = null;
    this.map = await openMap({
      seats,
      words,
      lookOf: (seat) => this.party.lookOf(seat),
      load: (file) => this.calls.picture(file),
      onPick: (id) => void this.press(id),
    });
    this.view.room.replaceChildren(this.map.root, legendOf(seats, words, this.party));
    seats.all.forEach((seat) => this.paint(seat));
  }

  private now = () => Date.now() + this.skew;
  private async press(id: string): Promise<void> {
    const { party } = this;
    const seat = this.seats.get(id);
    if (!seat) return;
    const mine = party.pickOf(id);
    if (mine) return this.unpick(mine);
    const look = party.lookOf(seat);
    if (look !== "free" && look !== "mine")
      return this.view.showMessage(`${nameOf(seat, look, this.words)}.`, true);
    const guest = party.guestFor(seat);
    if (!guest) return this.view.showMessage(party.refusal(this.words), true);
    const before = party.picks.find((pick) => pick.guest === guest.id);
    const pick: Pick = { guest: guest.id, seatId: id, key: "", until: this.now() + 60_000 };
    party.picks = [...party.picks.filter((one) => one !== before), pick];
    this.draw();
    const request = this.calls.hold([id]);
    this.pendingHolds = Promise.allSettled([this.pendingHolds, request]);
    try {
      const hold = await request;
      this.skew = Date.parse(hold.server_time) - Date.now();
      Object.assign(pick, { key: hold.key, until: Date.parse(hold.expires_at) });
      if (before) void this.release(before);
      this.view.showMessage("");
      party.selectNext();
    } catch (error) {
      party.picks = [...party.picks.filter((one) => one !== pick), ...(before ? [before] : [])];
      this.view.showRefusal(error);
    }
    this.draw();
  }

  private async unpick(pick: Pick): Promise<void> {
    this.party.picks = this.party.picks.filter((one) => one !== pick);
    this.party.current = pick.guest;
    this.draw();
    await this.release(pick);
  }

  protected async release(pick: Pick) {
    await this.pendingHolds;
    const rest = restOf(this.party.picks, pick);
    await releasePick(this.calls, this.party.picks, pick).catch((error: unknown) => {
      this.party.picks = this.party.picks.filter((one) => !rest.includes(one));
      this.view.showRefusal(error);
    });
    this.draw();
  }

  /** Holds adjacent seats for everybody who has none yet. */
  private async together(): Promise<void> {
    try {
      const { skew, isSplit } = await holdTogether(this.calls, this.party);
      this.skew = skew ?? this.skew;
      this.view.showMessage(isSplit ? this.words.split : "");
    } catch (error) {
      this.view.showNoBlock(error);
    }
    this.draw();
  }

  /** Waits for pending holds first. Otherwise a hold that arrives late would find its own seat taken. */
  private async confirm(): Promise<void> {
    await this.pendingHolds;
    const seats = this.party.picks.map((pick) => ({ guest: pick.guest, seat_id: pick.seatId }));
    try {
      this.party.guests = (await this.calls.confirm(seats)).guests;
      this.party.picks = [];
      this.view.showMessage(this.words.confirmed);
      this.root.dispatchEvent(new Event("seated"));
    } catch (error) {
      this.view.showRefusal(error);
    }
    await this.read();
  }

  /** Holds the same seats again after a hold has expired, as far as they are still free. */
  private async holdAgain(): Promise<void> {
    for (const pick of this.party.takePicks()) {
      this.party.current = pick.guest;
      await this.press(pick.seatId);
    }
  }

  private async releaseHolds(): Promise<void> {
    const picks = this.party.takePicks();
    this.party.selectNext();
    this.view.showMessage("");
    this.draw();
    await this.pendingHolds;
    await releaseAll(this.calls, picks);
  }

  private async releaseSeat(guest: Guest): Promise<void> {
    try {
      this.party.guests = (await this.calls.releaseSeats([guest.id])).guests;
      this.party.current = guest.id;
      this.view.showMessage(fill(this.words.freed, { name: guest.name }));
    } catch {
      this.view.showMessage(this.words.failed, true);
    }
    await this.read();
  }

  private receive(message: LiveMessage): void {
    const seat = this.seats.receive(message);
    if (seat === "read") this.readSoon(600);
    else if (seat) this.paint(seat);
  }

  private readSoon(delay: number): void {
    clearTimeout(this.readTimer);
    this.readTimer = setTimeout(() => void this.read(), delay);
  }

  private paint(seat: Seat): void {
    this.map?.paint(seat, this.party.lookOf(seat), this.party.pickOf(seat.id) !== undefined);
    this.list.paint(seat);
  }

  private tick(): void {
    const isOver = this.countdown.tick(this.party.picks, this.now());
    if (isOver && !this.view.isExpired) {
      this.view.showMessage(this.words.expired, true);
      this.draw();
    }
  }

  protected draw(): void {
    const { party } = this;
    this.view.drawPeople(party, this.seats, {
      onChoose: (guest) => {
        party.current = guest.id;
        this.draw();
      },
      onFree: (guest) => void this.releaseSeat(guest),
    });
    const own = party.ownSeats();
    for (const id of new Set([...this.drawnSeats, ...own])) {
      const seat = this.seats.get(id);
      if (seat) this.paint(seat);
    }
    this.drawnSeats = own;
    this.root.dispatchEvent(new Event("drawn"));
    this.view.drawBasket(party, this.seats, this.warnsAboutOrphans, party.isExpired(this.now()));
    this.tick();
  }
}
