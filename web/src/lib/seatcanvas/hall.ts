import type { PlanOf, SeatPlace } from "../seatplan";
import { blockOf, type Block } from "./blocks";
import { Grid } from "./grid";
import type { Section } from "./sections";

/** States that a seat is drawn in. They differ in shape and pattern as well as colour. */
export const State = { free: 0, held: 1, mine: 2, taken: 3, blocked: 4 } as const;
export type State = (typeof State)[keyof typeof State];

export interface CanvasSeat extends SeatPlace {
  seat_number: string;
  category?: string | null;
  accessible?: boolean | undefined;
}

/** The seats as flat arrays by index: positions, states and the blocks they belong to. */
export class Hall {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly states: Uint8Array;
  readonly grid: Grid;
  readonly blocks: Block[];
  readonly blockOf: Uint16Array;

  constructor(
    readonly plan: PlanOf<CanvasSeat>,
    sections: readonly Section[],
    stateOf: (index: number) => State,
  ) {
    const { seats, unit } = plan;
    this.xs = Float64Array.from(seats, (seat) => seat.px);
    this.ys = Float64Array.from(seats, (seat) => seat.py);
    this.states = Uint8Array.from(seats, (_, index) => stateOf(index));
    this.grid = new Grid(this.xs, this.ys, unit * 4);
    this.blockOf = new Uint16Array(seats.length);
    this.blocks = sections.map((section, at) => {
      const block = blockOf(section, this.xs, this.ys, this.grid, unit);
      for (const i of section.seats) {
        this.blockOf[i] = at;
        if (this.states[i] === State.free) block.free += 1;
      }
      return block;
    });
  }

  /** Sets a seat's state. Returns whether it changed. */
  set(index: number, state: State): boolean {
    const before = this.states[index];
    if (before === state) return false;
    this.states[index] = state;
    const block = this.blocks[this.blockOf[index] ?? 0];
    if (block) block.free += (state === State.free ? 1 : 0) - (before === State.free ? 1 : 0);
    return true;
  }

  /** Index of the block at a point, or -1. */
  blockAt(x: number, y: number): number {
    const nearest = this.grid.nearest(x, y, this.plan.unit * 3);
    const at = nearest < 0 ? -1 : (this.blockOf[nearest] ?? -1);
    const [dx, dy] = [(this.xs[nearest] ?? 0) - x, (this.ys[nearest] ?? 0) - y];
    return at >= 0 && Math.hypot(dx, dy) <= (this.blocks[at]?.width ?? 0) ? at : -1;
  }

  /** The next seat from `from` in a direction, or `from` itself at the edge. */
  nextSeat(from: number, dx: number, dy: number): number {
    const [x, y] = [this.xs[from] ?? 0, this.ys[from] ?? 0];
    let best = from;
    let lowestCost = Infinity;
    for (let i = 0; i < this.xs.length; i++) {
      const [ax, ay] = [(this.xs[i] ?? 0) - x, (this.ys[i] ?? 0) - y];
      const along = ax * dx + ay * dy;
      if (along <= 0.01) continue;
      const cost = along + Math.abs(ax * dy + ay * dx) * 2.2;
      if (cost < lowestCost) {
        lowestCost = cost;
        best = i;
      }
    }
    return best;
  }
}
