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

/** The plan and how its seats stand, as far as a guest may know: drawn once, kept up by letters and by what is told. */
export class Seats {
  /** In the plan's order. */
  all: Seat[] = [];
  sections: Section[] = [];
  drawing: PlanDrawing | null = null;
  private readonly places = new Map<string, number>();
  private readonly lines = new Map<string, number[]>();
  /** Places of the seats that only the host gives out. */
  private reserved: number[] = [];
  /** Which read is the latest, and what was told since it began. */
  private turn = 0;
  private heard: LiveMessage[] | null = null;

  constructor(private readonly calls: Pick<Calls, "drawing" | "status">) {}

  get(id: string): Seat | undefined {
    return this.all[this.places.get(id) ?? -1];
  }

  /** The seats of the rows and tables in which these stand, in the plan's order. */
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

  /** Reads how they stand, and the plan where it is another one. Answers the seats that changed, null for a new plan; throws what refuses it. */
  async read(): Promise<Seat[] | null> {
    const turn = ++this.turn;
    this.heard = [];
    let known = this.drawing;
    try {
      for (let tries = 0; tries < 4; tries++) {
        const [letters, drawing] = await Promise.all([
          this.calls.status(),
          known ?? this.calls.drawing(),
        ]);
        if (turn !== this.turn) return []; // a later read knows more
        if (
          drawing.plan_version === letters.plan_version &&
          drawing.seats.length === letters.status.length
        )
          return this.take(drawing, letters);
        known = null;
      }
    } finally {
      if (turn === this.turn) this.heard = null;
    }
    throw new Error("the plan keeps changing");
  }

  private take(drawing: PlanDrawing, { status }: Letters): Seat[] | null {
    if (drawing !== this.drawing) return this.draw(drawing, status);
    const before = this.all;
    this.all = seatsFrom(drawing, this.shown(status), before);
    // What was told while the letters were under way may be newer than they are.
    for (const message of this.heard ?? []) this.apply(message);
    return this.all.filter((seat, place) => seat !== before[place]);
  }

  private draw(drawing: PlanDrawing, status: string): null {
    const kinds = new Set(
      (drawing.categories ?? []).filter((one) => one.kind === "reserved").map((one) => one.name),
    );
    this.drawing = drawing;
    this.all = seatsFrom<Seat>(drawing, status);
    this.reserved = this.all.flatMap((seat, place) => (kinds.has(seat.category) ? [place] : []));
    this.all = seatsFrom<Seat>(drawing, this.shown(status));
    this.sections = sectionsOf(this.all, drawing);
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

  /** What the host alone gives out can't be picked: it isn't shown as free. */
  private shown(status: string): string {
    if (this.reserved.length === 0) return status;
    const letters = [...status];
    for (const place of this.reserved) if (letters[place] === "f") letters[place] = "b";
    return letters.join("");
  }

  /** What a message says of a seat; "read" when it speaks of the whole room. */
  hear(message: LiveMessage): Seat | "read" | null {
    if (message.action === "list_changed" || message.action === "seat_updated") return "read";
    this.heard?.push(message);
    return this.apply(message);
  }

  private apply(message: LiveMessage): Seat | null {
    if (!("seat_id" in message)) return null;
    const place = this.places.get(message.seat_id);
    const seat = place === undefined ? undefined : this.all[place];
    const told = states[message.action];
    if (place === undefined || !seat || !told) return null;
    const isKept =
      message.action === "seat_freed" &&
      (message.status === "blocked" || this.reserved.includes(place));
    const next: Seat = { ...seat, status: isKept ? "blocked" : told, held_by_me: false };
    this.all[place] = next;
    return next;
  }
}
