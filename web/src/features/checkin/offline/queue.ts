import type { Scan, WalkIn } from "@/api";
import { saveScan, storedNonces, readScans, removeScans, store, type Queued } from "./store";

/** An event's scans that the server hasn't answered yet, encrypted on the device and cached in memory. */
export class ScanQueue {
  private readonly rows = new Map<string, Queued>();
  private writeCount = 0;
  /** False if the browser can't store the queue or a write failed. Then the queue is lost when the page closes. */
  isPersistent = store !== null;

  constructor(private readonly eventId: string) {}

  /** Picks up scans that other tabs of this device queued or uploaded. */
  async sync(): Promise<void> {
    const { writeCount } = this;
    if (!this.isPersistent) return;
    const stored = new Set(await storedNonces(this.eventId));
    const fresh = await readScans([...stored].filter((nonce) => !this.rows.has(nonce)));
    if (writeCount !== this.writeCount) return; // changed meanwhile: the next sync includes both
    for (const nonce of this.rows.keys()) if (!stored.has(nonce)) this.rows.delete(nonce);
    for (const one of fresh) this.rows.set(one.nonce, one);
  }

  async save(one: Queued): Promise<void> {
    this.writeCount++;
    this.rows.set(one.nonce, one);
    await saveScan(one).catch(() => {
      this.isPersistent = false;
    });
    this.writeCount++;
  }

  async remove(nonces: string[]): Promise<void> {
    this.writeCount++;
    for (const nonce of nonces) this.rows.delete(nonce);
    await removeScans(nonces);
    this.writeCount++;
  }

  private inState(state: Queued["state"]): Queued[] {
    return [...this.rows.values()]
      .filter((one) => one.state === state)
      .sort((a, b) => a.addedAt - b.addedAt);
  }

  get waiting(): Queued[] {
    return this.inState("waiting");
  }
  get refused(): Queued[] {
    return this.inState("refused");
  }
}

/** A scan that was accepted offline and waits for upload. */
export function queuedScan(eventId: string, scan: Scan): Queued {
  return {
    nonce: scan.nonce,
    eventId,
    addedAt: Date.now(),
    state: "waiting",
    scan: { ...scan, verdict: "ok" },
  };
}

export function queuedWalkIn(eventId: string, walkIn: WalkIn): Queued {
  return {
    nonce: walkIn.nonce,
    eventId,
    addedAt: Date.now(),
    state: "waiting",
    scan: { nonce: walkIn.nonce, direction: "in" },
    walkIn,
  };
}
