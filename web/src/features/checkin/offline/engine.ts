import { messageOf, Problem, type ScanConflict, type Scan, type WalkIn } from "@/api";
import { chooseGate, chosenGate, standOf } from "./gate";
import { judge, overlay } from "./judge";
import { queuedScan, queuedWalkIn, ScanQueue } from "./queue";
import { BadRoster, fetchRoster, Lookup, merged, type Roster } from "./roster";
import { unopened, type DoorAnswer, type DoorState } from "./state";
import { keepSealed, readSealed, removeSealed, type Queued } from "./store";
import { sendWalkIn, upload } from "./upload";
import { askVerdict, isFinal, readConflicts, resolveConflict, undoScan } from "./verdicts";

/** Slower than this is as good as no network. */
const patience = 1_500;
const rhythm = 4_000;

/** The door's work, with the network or without: asks the server, falls back to the kept list, uploads what it queued. */
export class DoorEngine {
  state: DoorState = { ...unopened };
  private readonly watchers = new Set<() => void>();
  private roster: Roster | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private busy: Promise<void> | null = null;
  /** How far the server's clock is ahead of this device's, in ms. */
  private ahead = 0;
  readonly queue: ScanQueue;

  /** As a paired device, or as whoever is logged in. */
  constructor(
    readonly eventId: string,
    readonly isDevice = false,
  ) {
    this.queue = new ScanQueue(eventId);
    this.state.gate = chosenGate(eventId);
  }

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
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
    // The queue first: whom it let in is inside by the kept list too.
    await this.queue.look().catch(() => undefined);
    this.count();
    const kept = await readSealed<Roster>("rosters", this.eventId).catch(() => null);
    if (kept) await this.take(kept.value, kept.savedAt);
  }

  private async take(roster: Roster, at: number): Promise<void> {
    this.roster = roster;
    const lookup = await Lookup.of(roster);
    for (const one of this.queue.waiting)
      if (!one.walkIn) overlay((await judge(lookup, one.scan)).people, one.scan);
    this.turn({ lookup, rosterAt: at });
  }

  /** Uploads, then reads what changed; one at a time. */
  tick(): Promise<void> {
    this.busy ??= this.work().finally(() => {
      this.busy = null;
    });
    return this.busy;
  }

  private async work(): Promise<void> {
    if (!navigator.onLine) return this.turn({ isOnline: false });
    try {
      await this.queue.look();
      await upload(this.eventId, this.queue, () => this.count());
      await this.refresh();
      if (this.isDevice) return this.turn({ isOnline: true, trouble: null, isEnded: false });
      const conflicts = await readConflicts(this.eventId);
      this.turn({ isOnline: true, trouble: null, isEnded: false, conflicts });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const status = error instanceof Problem ? error.status : -1;
    const isEnded = status === 401 || status === 403;
    this.turn({
      isOnline: (status > 0 && status < 500) || error instanceof BadRoster,
      isEnded,
      trouble: error,
    });
    if (this.isDevice && status === 401) void this.forgetList();
  }

  /** A device whose access has ended keeps what it queued, and nobody's name besides. */
  private async forgetList(): Promise<void> {
    this.roster = null;
    this.turn({ lookup: null, rosterAt: null });
    await removeSealed("rosters", this.eventId);
  }

  setGate(gate: string | null): void {
    chooseGate(this.eventId, gate);
    this.turn({ gate });
  }

  /** Where and by what a scan is made. */
  private get stand(): Pick<Scan, "gate" | "device"> {
    return standOf(this.state, this.isDevice);
  }

  private async refresh(): Promise<void> {
    const before = this.roster;
    const fresh = await fetchRoster(this.eventId, before);
    this.ahead = Date.parse(fresh.server_time) - Date.now();
    const isSame =
      before !== null &&
      !fresh.full &&
      fresh.people.length === 0 &&
      fresh.position === before.position;
    if (isSame) return this.turn({ rosterAt: Date.now() });
    const roster = merged(before, fresh);
    await this.take(roster, Date.now());
    await keepSealed("rosters", this.eventId, roster).catch(() => this.turn({ canKeep: false }));
  }

  /** The verdict: the server's while it answers in time, else the list's, with the scan queued. */
  async scan(wanted: Scan): Promise<DoorAnswer> {
    const scan: Scan = {
      ...wanted,
      ...this.stand,
      at: new Date(Date.now() + this.ahead).toISOString(),
    };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        return await this.ask({ ...wanted, ...this.stand });
      } catch (error) {
        if (isFinal(error, [401, 403, 429])) throw error;
        this.fail(error);
      }
    }
    return this.withoutNetwork(scan);
  }

  private async ask(scan: Scan): Promise<DoorAnswer> {
    const answer = await askVerdict(this.eventId, scan, patience);
    const { lookup } = this.state;
    if (lookup && answer.result === "ok") {
      const people = (answer.guests ?? (answer.attendee ? [answer.attendee] : []))
        .map((one) => lookup.people.get(one.id))
        .filter((one) => one !== undefined);
      overlay(people, scan);
    }
    return answer;
  }

  private async withoutNetwork(scan: Scan): Promise<DoorAnswer> {
    const { lookup } = this.state;
    if (!lookup)
      throw this.state.trouble instanceof Error ? this.state.trouble : Problem.offline(null);
    const { answer, people } = await judge(lookup, scan);
    if (answer.result !== "ok") return answer;
    overlay(people, scan);
    await this.put(queuedScan(this.eventId, scan));
    return { ...answer, isQueued: true };
  }

  /** Somebody who is on no list: let in by the server, or queued and told later. */
  async walkIn(wanted: Omit<WalkIn, "at">): Promise<DoorAnswer> {
    const body: WalkIn = {
      ...wanted,
      ...this.stand,
      at: new Date(Date.now() + this.ahead).toISOString(),
    };
    const shown = { id: "", name: wanted.name };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        const made = await sendWalkIn(this.eventId, body, AbortSignal.timeout(patience));
        return {
          nonce: body.nonce,
          result: "ok",
          attendee: { ...shown, id: made.attendee_id, seat_number: made.seat_number ?? null },
        };
      } catch (error) {
        if (isFinal(error, [401, 429])) throw error;
        this.fail(error);
      }
    }
    await this.put(queuedWalkIn(this.eventId, body));
    return { nonce: body.nonce, result: "ok", attendee: shown, isQueued: true, isWalkIn: true };
  }

  private async put(one: Queued): Promise<void> {
    await this.queue.put(one);
    // The verdict is drawn first, the figures after it.
    setTimeout(() => this.count());
  }

  private count(): void {
    this.turn({
      queued: this.queue.waiting.length,
      refused: this.queue.refused,
      canKeep: this.queue.isKept,
    });
  }

  /** Lets go of scans that the server refused. */
  async letGo(nonces: string[]): Promise<void> {
    await this.queue.remove(nonces);
    this.count();
  }

  /** Takes a scan back: out of the queue while it is there, else at the server. */
  async undo(nonce: string): Promise<void> {
    if (this.queue.waiting.some((one) => one.nonce === nonce)) {
      await this.queue.remove([nonce]);
      if (this.roster) await this.take(this.roster, this.state.rosterAt ?? Date.now());
      return this.count();
    }
    await undoScan(this.eventId, nonce);
    await this.tick();
  }

  async resolve(conflict: ScanConflict): Promise<void> {
    await resolveConflict(this.eventId, conflict.id);
    this.turn({ conflicts: this.state.conflicts.filter((one) => one.id !== conflict.id) });
  }

  get trouble(): string | null {
    const { trouble } = this.state;
    return trouble instanceof BadRoster ? trouble.message : trouble ? messageOf(trouble) : null;
  }
}
