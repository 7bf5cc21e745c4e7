import { Live, type LiveMessage } from "../api/live";
import { comes, extend, letGo, restOf, together, type Pick } from "./basket";
import { leftAlone } from "./alone";
import { Refused, type Calls, type Guest, type Seat } from "./calls";
import { el } from "./dom";
import { nameOf, SeatMap, type Look } from "./map";
import { fill, type Words } from "./words";

/** A party choosing its seats: each tap holds one for the guest at hand, one button keeps them all. */
export class Chooser {
  readonly root = el("section");
  private readonly seats = new Map<string, Seat>();
  private picks: Pick[] = [];
  private current: string | null = null;
  private skew = 0;
  private map: SeatMap | null = null;
  private replanning: ReturnType<typeof setTimeout> | undefined;
  private readonly room = el("div");
  private readonly people = el("ul", { class: "row" });
  private readonly hint = el("p", { class: "quiet" });
  private readonly note = el("div", { class: "note", role: "status" });
  private readonly clock = el("p");
  private readonly spoken = el("span", { class: "sr", "aria-live": "polite" });
  private readonly action = el("button", { type: "button", class: "filled" });
  private readonly best = el("button", { type: "button" });
  private readonly lonely = el("p", { class: "quiet", "aria-live": "polite" });
  private readonly more = el("button", { type: "button", hidden: true });
  private readonly list = el("ul", { class: "row" });
  private readonly groups = el("select");

  constructor(private readonly calls: Calls, private readonly words: Words, private guests: Guest[], private readonly minds: boolean) {
    this.groups.setAttribute("aria-label", words.group);
    this.groups.onchange = () => this.drawList();
    this.action.onclick = () => void (this.isExpired() ? this.retake() : this.confirm());
    this.best.onclick = () => void this.together();
    this.more.append(words.more);
    this.more.onclick = () => { this.more.hidden = true; void extend(this.calls, this.picks).then(() => this.tick()); };
    setInterval(() => this.tick(), 500);
  }

  async start(ws: string, code: string, eventId: string): Promise<void> {
    const details = el("details", {}, el("summary", {}, this.words.list), this.groups, this.list);
    this.root.append(el("h2", {}, this.words.title), this.people, this.hint, this.best, details, this.room, this.lonely, this.note, this.clock, this.spoken, this.more, this.action);
    await this.drawRoom();
    this.current = this.next();
    this.draw();
    const live = new Live(() => ws, undefined, { action: "auth", code });
    live.subscribe(`events/${eventId}/seats`, { onMessage: (message) => this.hear(message), onResync: () => void this.reread() });
    live.watch(() => { if (live.state === "offline") this.say(this.words.offline, true); else if (this.note.textContent === this.words.offline) this.say(""); });
  }

  /** The room as it is now; anew when the host has changed the plan. */
  private async drawRoom(): Promise<void> {
    const [{ seats }, drawing] = await Promise.all([this.calls.seats(), this.calls.drawing().catch(() => undefined)]);
    this.seats.clear();
    seats.forEach((seat) => this.seats.set(seat.id, seat));
    this.picks = this.picks.filter((pick) => this.seats.has(pick.seatId));
    this.map = new SeatMap(seats, drawing, this.words, (file) => this.calls.picture(file), (id) => void this.press(id));
    this.room.replaceChildren(this.map.root);
    const chosen = this.groups.value;
    this.groups.replaceChildren(...[...new Set(seats.map((seat) => this.groupOf(seat)))].map((group) => el("option", { value: group, selected: group === chosen }, group)));
  }

  private replan(): void {
    clearTimeout(this.replanning);
    this.replanning = setTimeout(() => void this.drawRoom().then(() => this.draw(), () => undefined), 600);
  }
  private groupOf(seat: Seat) { return seat.table_number ?? seat.row ?? "·"; }
  private going() { return this.guests.filter(comes); }
  private seatFor(guest: Guest) { return this.picks.find((pick) => pick.guest === guest.id)?.seatId ?? guest.seat_id ?? null; }
  private next() { return this.going().find((guest) => !this.seatFor(guest))?.id ?? this.going()[0]?.id ?? null; }
  private now() { return Date.now() + this.skew; }
  private isExpired() { return this.picks.some((pick) => pick.until <= this.now()); }
  private say(text: string, isBad = false) { this.note.className = isBad ? "note bad" : "note"; this.note.replaceChildren(text); }

  private lookOf(seat: Seat): Look {
    if (this.picks.some((pick) => pick.seatId === seat.id)) return "mine";
    if (this.guests.some((guest) => guest.seat_id === seat.id)) return "ours";
    return seat.status === "held" && seat.held_by_me ? "mine" : seat.status;
  }

  private async press(id: string): Promise<void> {
    const seat = this.seats.get(id);
    const guest = this.going().find((one) => one.id === this.current);
    if (!seat || !guest) return;
    const mine = this.picks.find((pick) => pick.seatId === id);
    if (mine) return this.drop(mine);
    if (this.lookOf(seat) !== "free") return this.say(`${nameOf(seat, this.lookOf(seat), this.words)}.`, true);
    const before = this.picks.find((pick) => pick.guest === guest.id);
    const pick: Pick = { guest: guest.id, seatId: id, key: "", until: this.now() + 60_000 };
    this.picks = [...this.picks.filter((one) => one !== before), pick];
    this.draw();
    try {
      const hold = await this.calls.hold([id]);
      this.skew = Date.parse(hold.server_time) - Date.now();
      Object.assign(pick, { key: hold.key, until: Date.parse(hold.expires_at) });
      if (before) void this.letGo(before);
      this.say(""); this.current = this.next();
    } catch (error) {
      this.picks = [...this.picks.filter((one) => one !== pick), ...(before ? [before] : [])];
      this.refused(error);
    }
    this.draw();
  }

  private refused(error: unknown): void {
    if (error instanceof Refused && error.alone.length > 0) return this.say(fill(this.words.alone, { seats: error.alone.join(", ") }), true);
    if (!(error instanceof Refused) || ![409, 423].includes(error.status)) return this.say(this.words.failed, true);
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
    this.picks = this.picks.filter((one) => one !== pick);
    this.current = pick.guest;
    this.draw();
    await this.letGo(pick);
  }

  private async letGo(pick: Pick) {
    const rest = restOf(this.picks, pick);
    await letGo(this.calls, this.picks, pick).catch((error: unknown) => {
      this.picks = this.picks.filter((one) => !rest.includes(one));
      this.refused(error);
    });
    this.draw();
  }

  private unseated() { return this.going().filter((guest) => !this.seatFor(guest)); }

  /** The best seats for all who have none yet, side by side. */
  private async together(): Promise<void> {
    try {
      const found = await together(this.calls, this.unseated());
      this.skew = found.skew;
      this.picks = [...this.picks, ...found.picks];
      this.say(found.isSplit ? this.words.split : "");
    } catch (error) {
      this.say(error instanceof Refused && error.status === 409 ? this.words.noBlock : this.words.failed, true);
    }
    this.draw();
  }

  private async confirm(): Promise<void> {
    const seats = this.picks.map((pick) => ({ guest: pick.guest, seat_id: pick.seatId }));
    try {
      this.guests = (await this.calls.confirm(seats)).guests;
      this.picks = [];
      this.say(this.words.confirmed);
    } catch (error) {
      this.refused(error);
    }
    await this.reread();
  }

  /** The hold ran out: the basket stays, and what is still free is taken anew. */
  private async retake(): Promise<void> {
    const wanted = this.picks;
    this.picks = [];
    for (const pick of wanted) {
      this.current = pick.guest;
      await this.press(pick.seatId);
    }
  }

  private async free(guest: Guest): Promise<void> {
    if (!guest.seat_id) return;
    try {
      this.guests = (await this.calls.free([guest.id])).guests;
      this.current = guest.id;
      this.say(fill(this.words.freed, { name: guest.name }));
    } catch {
      this.say(this.words.failed, true);
    }
    await this.reread();
  }

  private async reread(): Promise<void> {
    const { seats } = await this.calls.seats().catch(() => ({ seats: [] as Seat[] }));
    seats.forEach((seat) => this.seats.set(seat.id, seat));
    this.draw();
  }

  private hear(message: LiveMessage): void {
    if (message.action === "list_changed" || message.action === "seat_updated") return this.replan();
    const seat = this.seats.get(String(message.seat_id));
    if (!seat) return;
    const status = { seat_locked: "held", seat_assigned: "assigned", seat_freed: "free" }[message.action] as Seat["status"] | undefined;
    if (!status) return;
    const next = { ...seat, status, held_by_me: false };
    this.seats.set(seat.id, next);
    this.map?.paint(next, this.lookOf(next), this.picks.some((pick) => pick.seatId === seat.id));
  }

  private tick(): void {
    if (this.picks.length === 0) { this.more.hidden = true; return this.clock.replaceChildren(); }
    const left = Math.max(0, Math.ceil((Math.min(...this.picks.map((pick) => pick.until)) - this.now()) / 1000));
    const face = el("span", { class: "time", role: "timer", dir: "ltr" }, `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
    this.clock.replaceChildren(`${this.words.held} `, face);
    if ([300, 120, 60].includes(left)) this.spoken.textContent = fill(this.words.left, { minutes: left / 60 });
    if (left === 120) this.more.hidden = false;
    if (left === 0) this.more.hidden = true;
    if (left === 0 && this.action.textContent !== this.words.again) { this.say(this.words.expired, true); this.draw(); }
  }

  private draw(): void {
    this.people.replaceChildren(...this.going().map((guest) => this.person(guest)));
    const guest = this.going().find((one) => one.id === this.current);
    this.hint.textContent = this.going().length === 0 ? this.words.nobody : this.unseated().length === 0 ? this.words.all : fill(this.words.pick, { name: guest?.name ?? "" });
    for (const seat of this.seats.values()) this.map?.paint(seat, this.lookOf(seat), this.picks.some((pick) => pick.seatId === seat.id));
    const waiting = this.unseated().length;
    this.best.hidden = waiting < 2;
    this.best.textContent = fill(this.words.together, { count: waiting });
    const alone = this.minds ? leftAlone(this.seats.values(), new Set(this.picks.map((pick) => pick.seatId))) : [];
    this.lonely.textContent = alone.length > 0 ? fill(this.words.alone, { seats: alone.map((seat) => seat.seat_number).join(", ") }) : "";
    this.action.hidden = this.picks.length === 0;
    this.action.textContent = this.isExpired() ? this.words.again : this.words.confirm;
    this.drawList();
    this.tick();
  }

  private person(guest: Guest): HTMLElement {
    const seat = this.seats.get(this.seatFor(guest) ?? "");
    const choose = el("button", { type: "button", "aria-pressed": guest.id === this.current }, el("bdi", {}, guest.name), el("span", { class: "small" }, seat?.seat_number ?? this.words.none));
    choose.onclick = () => { this.current = guest.id; this.draw(); };
    const item = el("li", {}, choose);
    if (guest.seat_id && !this.picks.some((pick) => pick.guest === guest.id)) {
      const back = el("button", { type: "button", "aria-label": `${this.words.free}: ${guest.name}` }, this.words.free);
      back.onclick = () => void this.free(guest);
      item.append(" ", back);
    }
    return item;
  }

  private drawList(): void {
    const shown = [...this.seats.values()].filter((seat) => this.groupOf(seat) === this.groups.value);
    this.list.replaceChildren(...shown.map((seat) => {
      const look = this.lookOf(seat);
      const button = el("button", { type: "button", "aria-pressed": look === "mine", "aria-label": nameOf(seat, look, this.words), disabled: look !== "free" && look !== "mine" }, el("bdi", {}, seat.seat_number), el("span", { class: "small" }, this.words.states[look]));
      button.onclick = () => void this.press(seat.id);
      return el("li", {}, button);
    }));
  }
}
