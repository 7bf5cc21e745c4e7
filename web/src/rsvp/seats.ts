import type { LiveMessage } from "../api/live";
import { seatsFrom, type Letters } from "../lib/seatcanvas/compact";
import { sectionsOf, type Section } from "../lib/seatcanvas/sections";
import { lineOf } from "./alone";
import type { Calls, PlanDrawing, Seat } from "./calls";

const states: Record<string, Seat["status"]> = {
  seat_locked: "held",
  seat_assigned: "assigned",
  seat_freed: "free",
};

/** The plan with the seats' status as far as guests may see it. The geometry is loaded once; status comes from letters and live facts. */
export class Seats {
  /** In plan order. */
  all: Seat[] = [];
  sections: Section[] = [];
  drawing: PlanDrawing | null = null;
  private readonly places = new Map<string, number>();
  private readonly lines = new Map<string, number[]>();
  /** Indexes of the seats that only the host assigns. */
  private reserved: number[] = [];
  /** Number of the latest read, and the facts received since it began. */
  private readNumber = 0;
  private pendingFacts: LiveMessage[] | null = null;

  constructor(
    private readonly calls: Pick<Calls, "drawing" | "status">,
    private readonly tableName: (label: string) => string = String,
  ) {}

  get(id: string): Seat | undefined {
    return this.all[this.places.get(id) ?? -1];
  }

  /** All seats of the rows and tables that contain these seats, in plan order. */
  beside(ids: Iterable<string>): Seat[] {
    const wanted = new Set(
      [...ids].flatMap((id) => {
        const seat = this.get(id);
        return seat ? [lineOf(seat)] : [];
      }),
    );
    return [...wanted].flatMap((line) =>
      (this.lines.get(line) ?? []).flatMap((place) => this.all[place] ?? []),
    );
  }

  /** Reads the status, and the geometry if the plan has changed. Returns the changed seats, or null for a new plan; throws on failure. */
  async read(): Promise<Seat[] | null> {
    const readNumber = ++this.readNumber;
    this.pendingFacts = [];
    let known = this.drawing;
    try {
      for (let tries = 0; tries < 4; tries++) {
        const [letters, drawing] = await Promise.all([
          this.calls.status(),
          known ?? this.calls.drawing(),
        ]);
        if (readNumber !== this.readNumber) return []; // superseded by a newer read
        if (
          drawing.plan_version === letters.plan_version &&
          drawing.seats.length === letters.status.length
        )
          return this.update(drawing, letters);
        known = null;
      }
    } finally {
      if (readNumber === this.readNumber) this.pendingFacts = null;
    }
    throw new Error("the plan keeps changing");
  }

  private update(drawing: PlanDrawing, { status }: Letters): Seat[] | null {
    if (drawing !== this.drawing) return this.replacePlan(drawing, status);
    const before = this.all;
    this.all = seatsFrom(drawing, this.guestStatus(status), before);
    // Facts received during the request may be newer than its response.
    for (const message of this.pendingFacts ?? []) this.apply(message);
    return this.all.filter((seat, place) => seat !== before[place]);
  }

  private replacePlan(drawing: PlanDrawing, status: string): null {
    const kinds = new Set(
      (drawing.categories ?? []).filter((one) => one.kind === "reserved").map((one) => one.name),
    );
    this.drawing = drawing;
    this.all = seatsFrom<Seat>(drawing, status);
    this.reserved = this.all.flatMap((seat, place) => (kinds.has(seat.category) ? [place] : []));
    this.all = seatsFrom<Seat>(drawing, this.guestStatus(status));
    this.sections = sectionsOf(this.all, drawing, this.tableName);
    this.places.clear();
    this.lines.clear();
    this.all.forEach((seat, place) => {
      this.places.set(seat.id, place);
      const line = this.lines.get(lineOf(seat));
      if (line) line.push(place);
      else this.lines.set(lineOf(seat), [place]);
    });
    return null;
  }

  /** Seats that only the host assigns are shown as blocked instead of free. */
  private guestStatus(status: string): string {
    if (this.reserved.length === 0) return status;
    const letters = [...status];
    for (const place of this.reserved) if (letters[place] === "f") letters[place] = "b";
    return letters.join("");
  }

  /** Applies a fact to its seat. Returns "read" when the whole status has to be read again. */
  receive(message: LiveMessage): Seat | "read" | null {
    if (message.action === "list_changed" || message.action === "seat_updated") return "read";
    this.pendingFacts?.push(message);
    return this.apply(message);
  }

  private apply(message: LiveMessage): Seat | null {
    if (!("seat_id" in message)) return null;
    const place = this.places.get(message.seat_id);
    const seat = place === undefined ? undefined : this.all[place];
    const status = states[message.action];
    if (place === undefined || !seat || !status) return null;
    const isReserved =
      message.action === "seat_freed" &&
      (message.status === "blocked" || this.reserved.includes(place));
    const next: Seat = { ...seat, status: isReserved ? "blocked" : status, held_by_me: false };
    this.all[place] = next;
    return next;
  }
}
