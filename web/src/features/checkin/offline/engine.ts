import { messageOf, Problem, type ScanConflict, type Scan, type WalkIn } from "@/api";
import { chooseGate, chosenGate } from "./gate";
import { judge, applyScan } from "./judge";
import { choosePart, chosenPart, scanFieldsOf } from "./part";
import { queuedScan, queuedWalkIn, ScanQueue } from "./queue";
import { BadRoster, fetchRoster, Lookup, merged, type Roster } from "./roster";
import { initialState, type DoorAnswer, type DoorState } from "./state";
import { saveEncrypted, readEncrypted, removeEncrypted, type Queued } from "./store";
import { sendWalkIn, upload } from "./upload";
import { askVerdict, isFinal, readConflicts, resolveConflict, undoScan } from "./verdicts";

/** Requests slower than this many ms are treated as offline. */
const requestTimeout = 1_500;
const pollInterval = 4_000;

/** The check-in engine: asks the server, falls back to the offline roster, and uploads queued scans. */
export class DoorEngine {
  state: DoorState = { ...initialState };
  private readonly watchers = new Set<() => void>();
  private roster: Roster | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private running: Promise<void> | null = null;
  /** Server time minus local time, in ms. */
  private clockSkew = 0;
  readonly queue: ScanQueue;

  /** Acts as a paired device or as the logged-in user. */
  constructor(
    readonly eventId: string,
    readonly isDevice = false,
  ) {
    this.queue = new ScanQueue(eventId);
    this.state.gate = chosenGate(eventId);
    this.state.part = chosenPart(eventId);
  }

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  };

  private update(change: Partial<DoorState>): void {
    this.state = { ...this.state, ...change };
    this.watchers.forEach((watcher) => watcher());
  }

  start(): () => void {
    const tick = () => void this.tick();
    for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, tick);
    const goOffline = () => this.update({ isOnline: false });
    window.addEventListener("offline", goOffline);
    this.timer = setInterval(tick, pollInterval);
    void this.open().then(tick);
    return () => {
      clearInterval(this.timer);
      for (const name of ["online", "focus", "pageshow"]) window.removeEventListener(name, tick);
      window.removeEventListener("offline", goOffline);
    };
  }

  private async open(): Promise<void> {
    // Load the queue first, because people in queued scans also count as inside in the stored roster.
    await this.queue.sync().catch(() => undefined);
    this.count();
    const stored = await readEncrypted<Roster>("rosters", this.eventId).catch(() => null);
    if (stored) await this.loadRoster(stored.value, stored.savedAt);
  }

  private async loadRoster(roster: Roster, at: number): Promise<void> {
    this.roster = roster;
    const lookup = await Lookup.of(roster);
    for (const one of this.queue.waiting)
      if (!one.walkIn) applyScan((await judge(lookup, one.scan)).people, one.scan);
    this.update({ lookup, rosterAt: at });
  }

  /** Uploads the queue and fetches changes. Only one run at a time. */
  tick(): Promise<void> {
    this.running ??= this.sync().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async sync(): Promise<void> {
    if (!navigator.onLine) return this.update({ isOnline: false });
    try {
      await this.queue.sync();
      await upload(this.eventId, this.queue, () => this.count());
      await this.refresh();
      if (this.isDevice) return this.update({ isOnline: true, error: null, isEnded: false });
      const conflicts = await readConflicts(this.eventId);
      this.update({ isOnline: true, error: null, isEnded: false, conflicts });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const status = error instanceof Problem ? error.status : -1;
    const isEnded = status === 401 || status === 403;
    this.update({
      isOnline: (status > 0 && status < 500) || error instanceof BadRoster,
      isEnded,
      error,
    });
    if (this.isDevice && status === 401) void this.deleteRoster();
  }

  /** When a device's access ends, it keeps queued scans but deletes all names. */
  private async deleteRoster(): Promise<void> {
    this.roster = null;
    this.update({ lookup: null, rosterAt: null });
    await removeEncrypted("rosters", this.eventId);
  }

  setGate(gate: string | null): void {
    chooseGate(this.eventId, gate);
    this.update({ gate });
  }

  setPart(part: string | null): void {
    choosePart(this.eventId, part);
    this.update({ part });
  }

  private async refresh(): Promise<void> {
    const before = this.roster;
    const fresh = await fetchRoster(this.eventId, before);
    this.clockSkew = Date.parse(fresh.server_time) - Date.now();
    const isSame =
      before !== null &&
      !fresh.full &&
      fresh.people.length === 0 &&
      fresh.position === before.position;
    if (isSame) return this.update({ rosterAt: Date.now() });
    const roster = merged(before, fresh);
    await this.loadRoster(roster, Date.now());
    await saveEncrypted("rosters", this.eventId, roster).catch(() =>
      this.update({ canKeep: false }),
    );
  }

  /** Returns the server's verdict if it arrives in time; otherwise judges by the roster and queues the scan. */
  async scan(request: Scan): Promise<DoorAnswer> {
    const asked = { ...request, ...scanFieldsOf(this.state, this.isDevice) };
    const scan = { ...asked, at: new Date(Date.now() + this.clockSkew).toISOString() };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        return await this.askServer(asked);
      } catch (error) {
        if (isFinal(error, [401, 403, 429])) throw error;
        this.fail(error);
      }
    }
    return this.judgeOffline(scan);
  }

  private async askServer(scan: Scan): Promise<DoorAnswer> {
    const answer = await askVerdict(this.eventId, scan, requestTimeout);
    const { lookup } = this.state;
    if (lookup && answer.result === "ok") {
      const people = (answer.guests ?? (answer.attendee ? [answer.attendee] : []))
        .map((one) => lookup.people.get(one.id))
        .filter((one) => one !== undefined);
      applyScan(people, scan);
    }
    return answer;
  }

  private async judgeOffline(scan: Scan): Promise<DoorAnswer> {
    const { lookup } = this.state;
    if (!lookup) throw this.state.error instanceof Error ? this.state.error : Problem.offline(null);
    const { answer, people } = await judge(lookup, scan);
    if (answer.result !== "ok") return answer;
    applyScan(people, scan);
    await this.enqueue(queuedScan(this.eventId, scan));
    return { ...answer, isQueued: true };
  }

  /** Adds a walk-in on the server, or queues it while offline. */
  async walkIn(request: Omit<WalkIn, "at">): Promise<DoorAnswer> {
    const body: WalkIn = {
      ...request,
      ...scanFieldsOf(this.state, this.isDevice),
      at: new Date(Date.now() + this.clockSkew).toISOString(),
    };
    const shown = { id: "", name: request.name };
    if (this.state.isOnline && !this.state.isEnded && navigator.onLine) {
      try {
        const created = await sendWalkIn(this.eventId, body, AbortSignal.timeout(requestTimeout));
        return {
          nonce: body.nonce,
          result: "ok",
          attendee: { ...shown, id: created.attendee_id, seat_number: created.seat_number ?? null },
        };
      } catch (error) {
        if (isFinal(error, [401, 429])) throw error;
        this.fail(error);
      }
    }
    await this.enqueue(queuedWalkIn(this.eventId, body));
    return { nonce: body.nonce, result: "ok", attendee: shown, isQueued: true, isWalkIn: true };
  }

  private async enqueue(one: Queued): Promise<void> {
    await this.queue.save(one);
    // Render the verdict first; the counters can follow.
    setTimeout(() => this.count());
  }

  private count(): void {
    this.update({
      queued: this.queue.waiting.length,
      refused: this.queue.refused,
      canKeep: this.queue.isPersistent,
    });
  }

  /** Discards refused scans. */
  async discard(nonces: string[]): Promise<void> {
    await this.queue.remove(nonces);
    this.count();
  }

  /** Undoes a scan: removes it from the queue, or undoes it on the server. */
  async undo(nonce: string): Promise<void> {
    if (this.queue.waiting.some((one) => one.nonce === nonce)) {
      await this.queue.remove([nonce]);
      if (this.roster) await this.loadRoster(this.roster, this.state.rosterAt ?? Date.now());
      return this.count();
    }
    await undoScan(this.eventId, nonce);
    await this.tick();
  }

  async resolve(conflict: ScanConflict): Promise<void> {
    await resolveConflict(this.eventId, conflict.id);
    this.update({ conflicts: this.state.conflicts.filter((one) => one.id !== conflict.id) });
  }

  get errorMessage(): string | null {
    const { error } = this.state;
    return error instanceof BadRoster ? error.message : error ? messageOf(error) : null;
  }
}
