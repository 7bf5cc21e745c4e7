import type { Scan, WalkIn } from "@/api";
import { keepScan, keptNonces, readScans, removeScans, store, type Queued } from "./store";

/** The scans of one event that the server hasn't answered for: sealed on the device, and here to work with. */
export class ScanQueue {
  private readonly rows = new Map<string, Queued>();
  private writes = 0;
  /** False where nothing can be kept, or once something couldn't be: it is lost with the page. */
  isKept = store !== null;

  constructor(private readonly eventId: string) {}

  /** What other pages of this device queued, or sent, meanwhile. */
  async look(): Promise<void> {
    const { writes } = this;
    if (!this.isKept) return;
    const kept = new Set(await keptNonces(this.eventId));
    const fresh = await readScans([...kept].filter((nonce) => !this.rows.has(nonce)));
    if (writes !== this.writes) return; // changed here meanwhile: the next look sees both
    for (const nonce of this.rows.keys()) if (!kept.has(nonce)) this.rows.delete(nonce);
    for (const one of fresh) this.rows.set(one.nonce, one);
  }

  async put(one: Queued): Promise<void> {
    this.writes++;
    this.rows.set(one.nonce, one);
    await keepScan(one).catch(() => {
      this.isKept = false;
    });
    this.writes++;
  }

  async remove(nonces: string[]): Promise<void> {
    this.writes++;
    for (const nonce of nonces) this.rows.delete(nonce);
    await removeScans(nonces);
    this.writes++;
  }

  private in(state: Queued["state"]): Queued[] {
    return [...this.rows.values()]
      .filter((one) => one.state === state)
      .sort((a, b) => a.addedAt - b.addedAt);
  }

  get waiting(): Queued[] {
    return this.in("waiting");
  }
  get refused(): Queued[] {
    return this.in("refused");
  }
}

/** A scan the kept list let in, as it waits for the server. */
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
