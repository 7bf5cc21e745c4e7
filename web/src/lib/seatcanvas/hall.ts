import type { Box, PlanOf, SeatPlace } from "../seatplan";
import { Grid } from "./grid";
import { hullOf, type Section } from "./sections";

/** What a seat looks like; by shape and pattern before it is by colour. */
export const State = { free: 0, held: 1, mine: 2, taken: 3, blocked: 4 } as const;
export type State = (typeof State)[keyof typeof State];

export interface CanvasSeat extends SeatPlace { seat_number: string; category?: string | null; accessible?: boolean | undefined }
/** A section as a block: its outline, and how many of its seats are free. */
export interface Block { name: string; hull: [number, number][]; box: Box; total: number; free: number }

/** The seats as flat arrays by their place in the plan: positions, states, and the blocks they belong to. */
export class Hall {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly states: Uint8Array;
  readonly grid: Grid;
  readonly blocks: Block[];
  readonly blockOf: Uint16Array;

  constructor(readonly plan: PlanOf<CanvasSeat>, sections: readonly Section[], stateOf: (index: number) => State) {
    const { seats, unit } = plan;
    this.xs = Float64Array.from(seats, (seat) => seat.px);
    this.ys = Float64Array.from(seats, (seat) => seat.py);
    this.states = Uint8Array.from(seats, (_, index) => stateOf(index));
    this.grid = new Grid(this.xs, this.ys, unit * 4);
    this.blockOf = new Uint16Array(seats.length);
    this.blocks = sections.map((section, at) => {
      let free = 0;
      for (const i of section.seats) {
        this.blockOf[i] = at;
        if (this.states[i] === State.free) free += 1;
      }
      const hull = hullOf(this.xs, this.ys, section.seats, unit * 0.55);
      return { name: section.name, hull, box: around(hull), total: section.seats.length, free };
    });
  }

  /** Notes a seat's state; says whether it is another one than before. */
  set(index: number, state: State): boolean {
    const before = this.states[index];
    if (before === state) return false;
    this.states[index] = state;
    const block = this.blocks[this.blockOf[index] ?? 0];
    if (block) block.free += (state === State.free ? 1 : 0) - (before === State.free ? 1 : 0);
    return true;
  }

  /** The block over a point; the later one where two overlap. */
  blockAt(x: number, y: number): number {
    return this.blocks.findLastIndex((block) => isWithin(block.hull, x, y));
  }

  /** The seat one meets going from another in a direction; the same one at the edge. */
  neighbour(from: number, dx: number, dy: number): number {
    const [x, y] = [this.xs[from] ?? 0, this.ys[from] ?? 0];
    let best = from;
    let least = Infinity;
    for (let i = 0; i < this.xs.length; i++) {
      const [ax, ay] = [(this.xs[i] ?? 0) - x, (this.ys[i] ?? 0) - y];
      const along = ax * dx + ay * dy;
      if (along <= 0.01) continue;
      const cost = along + Math.abs(ax * dy + ay * dx) * 2.2;
      if (cost < least) { least = cost; best = i; }
    }
    return best;
  }
}

function around(points: readonly [number, number][]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) { left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y); }
  return [left, top, right - left, bottom - top];
}

/** Whether a point lies within an outline, by the crossings of a ray. */
function isWithin(hull: readonly [number, number][], x: number, y: number): boolean {
  let inside = false;
  hull.forEach(([ax, ay], i) => {
    const [bx, by] = hull[(i + 1) % hull.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
