import { State } from "./hall";
import { detail, type Painting } from "./painting";
import { Sprites } from "./sprites";
import type { Rect } from "./tiles";

type Pen = CanvasRenderingContext2D;

/** Number of seats drawn per step. */
const STEP = 60;

/** Draws the seats: dots at low zoom, then shapes, then the text inside them. */
export class SeatPainter {
  private readonly sprites: Sprites;

  constructor(
    private readonly options: Pick<
      Painting,
      "hall" | "palette" | "lookOf" | "signOf" | "isInviting"
    >,
  ) {
    this.sprites = new Sprites(options.palette);
  }

  reset(): void {
    this.sprites.reset();
  }

  *paint(pen: Pen, tile: Rect, area: Rect, scale: number, ratio: number): Generator<void> {
    const { hall } = this.options;
    const { unit } = hall.plan;
    const pitch = (unit * scale) / ratio;
    const found: number[] = [];
    hall.grid.within(
      area.left - unit,
      area.top - unit,
      area.right + unit,
      area.bottom + unit,
      (index) => found.push(index),
    );
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const at = (index: number): [number, number] => [
      ((hall.xs[index] ?? 0) - tile.left) * scale,
      ((hall.ys[index] ?? 0) - tile.top) * scale,
    ];
    yield;
    if (pitch < detail.shapes) yield* this.dots(pen, found, at, unit * scale * 0.8, ratio);
    else yield* this.shapes(pen, found, at, unit * scale * 0.41);
    if (pitch >= detail.words) yield* this.words(pen, found, at, unit * scale * 0.41);
  }

  private rimOf(index: number): string {
    const look = this.options.lookOf(this.options.hall.plan.seats[index]?.category ?? "");
    return this.options.palette.color(look?.hue ?? "var(--line-strong)");
  }

  /** Dots by state: free is outlined, taken is filled, held is half filled, blocked is a small dot, and your own are filled and larger. */
  private *dots(
    pen: Pen,
    found: readonly number[],
    at: (index: number) => [number, number],
    d: number,
    ratio: number,
  ): Generator<void> {
    const { palette, hall } = this.options;
    const [paper, taken, blocked, mine, wide] = [
      "--seat-paper",
      "--seat-taken",
      "--line-strong",
      "--accent",
      "--accent-soft",
    ].map((name) => palette.color(`var(${name})`));
    const rim = Math.max(ratio, d * 0.16);
    const box = (index: number, side: number, part = 1) => {
      const [x, y] = at(index);
      pen.fillRect(
        Math.round(x - side / 2),
        Math.round(y - side / 2 + side * (1 - part)),
        Math.max(1, Math.round(side)),
        Math.max(1, Math.round(side * part)),
      );
    };
    const byColor = new Map<string, number[]>();
    const put = (color: string, index: number) => {
      const list = byColor.get(color);
      if (list) list.push(index);
      else byColor.set(color, [index]);
    };
    const of = (state: State) => found.filter((index) => hall.states[index] === state);
    const [free, held] = [of(State.free), of(State.held)];
    const all = function* (
      color: string | undefined,
      list: readonly number[],
      draw: (index: number) => void,
    ) {
      for (let from = 0; from < list.length; from += STEP) {
        pen.fillStyle = color ?? "";
        for (const index of list.slice(from, from + STEP)) draw(index);
        yield;
      }
    };
    if (this.options.isInviting()) yield* all(wide, free, (index) => box(index, d * 1.25));
    for (const index of [...free, ...held]) put(this.rimOf(index), index);
    for (const [color, list] of byColor) yield* all(color, list, (index) => box(index, d));
    yield* all(paper, free, (index) => box(index, Math.max(1, d - 2 * rim)));
    yield* all(paper, held, (index) => box(index, d - 2 * rim, 0.5));
    yield* all(taken, of(State.taken), (index) => box(index, d));
    yield* all(blocked, of(State.blocked), (index) => box(index, Math.max(ratio, d * 0.35)));
    yield* all(mine, of(State.mine), (index) => box(index, d * 1.2));
  }

  private *shapes(
    pen: Pen,
    found: readonly number[],
    at: (index: number) => [number, number],
    r: number,
  ): Generator<void> {
    const { hall, palette } = this.options;
    const invites = this.options.isInviting();
    if (invites) pen.fillStyle = palette.color("var(--accent-soft)");
    for (const [place, index] of found.entries()) {
      if (place % STEP === STEP - 1) yield;
      const [x, y] = at(index);
      const state = (hall.states[index] ?? 0) as State;
      if (invites && state === State.free) {
        pen.beginPath();
        pen.arc(x, y, r * 1.18, 0, 2 * Math.PI);
        pen.fill();
      }
      const seat = hall.plan.seats[index];
      const sprite = this.sprites.of({
        state,
        rim: this.rimOf(index),
        isSquare: seat?.accessible === true,
        pattern: this.options.lookOf(seat?.category ?? "")?.pattern ?? null,
        r,
      });
      pen.drawImage(sprite, Math.round(x - sprite.width / 2), Math.round(y - sprite.width / 2));
    }
  }

  private *words(
    pen: Pen,
    found: readonly number[],
    at: (index: number) => [number, number],
    r: number,
  ): Generator<void> {
    const { hall, palette } = this.options;
    const [ink, paper] = [palette.color("var(--seat-ink)"), palette.color("var(--seat-paper)")];
    const onAccent = palette.color("var(--on-accent)");
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.font = `500 ${r * 0.74}px ${palette.family}`;
    for (const [place, index] of found.entries()) {
      if (place % STEP === STEP - 1) yield;
      const state = hall.states[index];
      if (state === State.blocked) continue;
      const [x, y] = at(index);
      pen.fillStyle = state === State.taken ? paper : state === State.mine ? onAccent : ink;
      pen.fillText(this.options.signOf(index), x, y + r * 0.04, r * 1.8);
    }
    yield;
    pen.font = `700 ${r * 0.6}px ${palette.family}`;
    pen.lineWidth = r * 0.16;
    pen.strokeStyle = paper;
    pen.fillStyle = ink;
    for (const [place, index] of found.entries()) {
      if (place % STEP === STEP - 1) yield;
      const letter = this.options.lookOf(hall.plan.seats[index]?.category ?? "")?.letter;
      if (!letter) continue;
      const [x, y] = at(index);
      pen.strokeText(letter, x + r * 0.9, y - r * 0.72);
      pen.fillText(letter, x + r * 0.9, y - r * 0.72);
    }
  }
}
