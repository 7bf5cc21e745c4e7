import { client, messageOf, ok, Problem, type Clash, type Scan, type ScanAnswer, type WalkIn } from "@/api";
import { judge, overlay } from "./judge";
import { BadRoster, fetchRoster, Lookup, merged, type Roster } from "./roster";
import { keepSealed, readSealed, store, type Queued } from "./store";

/** Slower than this is as good as no network. */
const patience = 1_500;
const rhythm = 4_000;
const batch = 200;

export interface DoorAnswer extends ScanAnswer { isQueued?: boolean }
export interface DoorState { isOnline: boolean; queued: number; refused: number; rosterAt: number | null; trouble: unknown; isEnded: boolean; lookup: Lookup | null; clashes: Clash[]; canKeep: boolean }

/** The door's work, with the network or without: asks the server, falls back to the kept list, uploads what it queued. */
export class DoorEngine {
  state: DoorState = { isOnline: true, queued: 0, refused: 0, rosterAt: null, trouble: null, isEnded: false, lookup: null, clashes: [], canKeep: store !== null };
  private readonly watchers = new Set<() => void>();
  private roster: Roster | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private busy: Promise<void> | null = null;
  /** How far the server's clock is ahead of this device's, in ms. */
  private ahead = 0;
  private readonly memory: Queued[] = [];

  constructor(readonly eventId: string) {}

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => { this.watchers.delete(watcher); };
  };

  private turn(change: Partial<DoorState>): void {
    this.state = { ...this.state, ...change };
    this.watchers.forEach((watcher) => watcher());
  }

  start(): () => void {
    const tick = () => void this.tick();
    for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, tick);
    const drop = () => this.turn({ isOnline: false });
    window.addEventListener("offline", drop);
    this.timer = setInterval(tick, rhythm);
    void this.open().then(tick);
    return () => {
      clearInterval(this.timer);
      for (const name of ["online", "focus", "pageshow"]) window.removeEventListener(name, tick);
      window.removeEventListener("offline", drop);
    };
  }

  private async open(): Promise<void> {
    const kept = await readSealed<Roster>(this.eventId).catch(() => null);
    if (kept) await this.take(kept.value, kept.savedAt);
    await this.count();
  }

  private async take(roster: Roster, at: number): Promise<void> {
    this.roster = roster;
    const lookup = await Lookup.of(roster);
    for (const one of await this.waiting()) if (!one.walkIn) overlay((await judge(lookup, one.scan)).people, one.scan);
    this.turn({ lookup, rosterAt: at });
  }

  /** Uploads, then reads what changed; one at a time. */
  tick(): Promise<void> {
    this.busy ??= this.work().finally(() => { this.busy = null; });
    return this.busy;
  }

  private async work(): Promise<void> {
    if (!navigator.onLine) return this.turn({ isOnline: false });
    try {
      await this.upload();
      await this.refresh();
      const page = await ok(client.GET("/api/events/{event_id}/checkins/conflicts", { params: { path: { event_id: this.eventId }, query: { limit: 50 } } }));
      this.turn({ isOnline: true, trouble: null, isEnded: false, clashes: page.items });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const status = error instanceof Problem ? error.status : -1;
    const isEnded = status === 401 || status === 403;
    this.turn({ isOnline: status > 0 && status < 500 || error instanceof BadRoster, isEnded, trouble: error });
  }

  private async refresh(): Promise<void> {
    const before = this.roster;
    const fresh = await fetchRoster(this.eventId, before);
    this.ahead = Date.parse(fresh.server_time) - Date.now();
    const isSame = before !== null && !fresh.full && fresh.people.length === 0 && fresh.position === before.position;
    if (isSame) return this.turn({ rosterAt: Date.now() });
    const roster = merged(before, fresh);
    await this.take(roster, Date.now());
    await keepSealed(this.eventId, roster).catch(() => this.turn({ canKeep: false }));
  }

  /** The verdict: the server's while it answers in time, else the list's, with the scan queued. */
  async scan(wanted: Scan): Promise<DoorAnswer> {
    const scan: Scan = { ...wanted, at: new Date(Date.now() + this.ahead).toISOString() };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        return await this.ask(wanted);
      } catch (error) {
        if (error instanceof Problem && error.status > 0 && error.status < 500 && error.status !== 429 && error.status !== 401 && error.status !== 403) throw error;
        this.fail(error);
      }
    }
    return this.withoutNetwork(scan);
  }

  private async ask(scan: Scan): Promise<DoorAnswer> {
    const controller = new AbortController();
    const timeout = setTimeout(() => controller.abort(), patience);
    try {
      const { results } = await ok(client.POST("/api/events/{event_id}/checkins", { params: { path: { event_id: this.eventId } }, body: scan, signal: controller.signal }));
      const [answer] = results;
      if (!answer) throw new Error("A scan without a result");
      if (this.state.lookup && answer.result === "ok") {
        const people = (answer.guests ?? (answer.attendee ? [answer.attendee] : [])).map((one) => this.state.lookup?.people.get(one.id)).filter((one) => one !== undefined);
        overlay(people, scan);
      }
      return answer;
    } finally {
      clearTimeout(timeout);
    }
  }

  private async withoutNetwork(scan: Scan): Promise<DoorAnswer> {
    const { lookup } = this.state;
    if (!lookup) throw this.state.trouble instanceof Error ? this.state.trouble : Problem.offline(null);
    const { answer, people } = await judge(lookup, scan);
    if (answer.result !== "ok") return answer;
    overlay(people, scan);
    await this.put({ nonce: scan.nonce, eventId: this.eventId, addedAt: Date.now(), state: "waiting", scan: { ...scan, verdict: "ok" } });
    return { ...answer, isQueued: true };
  }

  /** Somebody who is on no list: let in by the server, or queued and told later. */
  async walkIn(wanted: Omit<WalkIn, "at">): Promise<DoorAnswer> {
    const body: WalkIn = { ...wanted, at: new Date(Date.now() + this.ahead).toISOString() };
    const shown = { id: "", name: wanted.name };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        const made = await this.sendWalkIn(body, AbortSignal.timeout(patience));
        return { nonce: body.nonce, result: "ok", attendee: { ...shown, id: made.attendee_id, seat_number: made.seat_number ?? null } };
      } catch (error) {
        if (error instanceof Problem && error.status >= 400 && error.status < 500) throw error;
        this.fail(error);
      }
    }
    await this.put({ nonce: body.nonce, eventId: this.eventId, addedAt: Date.now(), state: "waiting", scan: { nonce: body.nonce, direction: "in" }, walkIn: body });
    return { nonce: body.nonce, result: "ok", attendee: shown, isQueued: true };
  }

  private sendWalkIn(body: WalkIn, signal?: AbortSignal) {
    return ok(client.POST("/api/events/{event_id}/walk-ins", { params: { path: { event_id: this.eventId } }, body, ...(signal ? { signal } : {}) }));
  }

  private async put(one: Queued): Promise<void> {
    if (store) await store.queue.put(one);
    else this.memory.push(one);
    await this.count();
  }

  private async all(): Promise<Queued[]> {
    return store ? store.queue.where("eventId").equals(this.eventId).sortBy("addedAt") : [...this.memory];
  }

  async waiting(): Promise<Queued[]> {
    return (await this.all()).filter((one) => one.state === "waiting");
  }

  private async count(): Promise<void> {
    const all = await this.all();
    const queued = all.filter((one) => one.state === "waiting").length;
    this.turn({ queued, refused: all.length - queued });
  }

  /** Oldest first; what the server has answered for leaves the queue, what it refused is kept to be looked at. */
  private async upload(): Promise<void> {
    for (let waiting = await this.waiting(); waiting.length > 0; waiting = await this.waiting()) {
      const [newcomer] = waiting.filter((one) => one.walkIn);
      if (newcomer?.walkIn) {
        await this.uploadWalkIn(newcomer, newcomer.walkIn);
        continue;
      }
      const part = waiting.slice(0, batch);
      const { results } = await ok(client.POST("/api/events/{event_id}/checkins", { params: { path: { event_id: this.eventId } }, body: { scans: part.map((one) => one.scan) } }));
      for (const [number, one] of part.entries()) {
        const answer = results[number];
        if (!answer) throw new Error("A queued scan without a result");
        const isFine = answer.result === "ok" || answer.result === "already_in" || answer.result === "already_out";
        await this.settle(one, isFine ? null : { ...one, state: "refused", result: answer.result, detail: answer.detail ?? null });
      }
      await this.count();
    }
  }

  private async uploadWalkIn(one: Queued, body: WalkIn): Promise<void> {
    let kept: Queued | null = null;
    try {
      await this.sendWalkIn(body);
    } catch (error) {
      // What the server refuses is kept to be looked at; anything else is tried again.
      if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
      kept = { ...one, state: "refused", result: "invalid", detail: error.message };
    }
    await this.settle(one, kept);
    await this.count();
  }

  private async settle(one: Queued, kept: Queued | null): Promise<void> {
    if (store) await (kept ? store.queue.put(kept) : store.queue.delete(one.nonce));
    else this.memory.splice(this.memory.indexOf(one), 1, ...(kept ? [kept] : []));
  }

  /** Takes a scan back: out of the queue while it is there, else at the server. */
  async undo(nonce: string): Promise<void> {
    const queued = (await this.waiting()).find((one) => one.nonce === nonce);
    if (queued) {
      await this.settle(queued, null);
      if (this.roster) await this.take(this.roster, this.state.rosterAt ?? Date.now());
      return this.count();
    }
    await ok(client.POST("/api/events/{event_id}/checkins/{nonce}/undo", { params: { path: { event_id: this.eventId, nonce } } }));
    await this.tick();
  }

  async resolve(clash: Clash): Promise<void> {
    await ok(client.POST("/api/events/{event_id}/checkins/conflicts/{conflict_id}/resolve", { params: { path: { event_id: this.eventId, conflict_id: clash.id } }, body: {} }));
    this.turn({ clashes: this.state.clashes.filter((one) => one.id !== clash.id) });
  }

  get trouble(): string | null {
    const { trouble } = this.state;
    return trouble instanceof BadRoster ? trouble.message : trouble ? messageOf(trouble) : null;
  }
}
