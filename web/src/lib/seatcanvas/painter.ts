import { areaLook, areaPath, areaReach, tablePath, wordPlace, wordSize } from "../planshapes";
import { BlockPainter, word } from "./blockpainter";
import { scaleOf } from "./camera";
import { State, type Hall } from "./hall";
import type { Palette } from "./palette";
import { Sprites } from "./sprites";
import { meets, type Rect, type Tile } from "./tiles";

export interface Look {
  hue: string;
  letter: string | null;
}
export interface Painting {
  hall: Hall;
  palette: Palette;
  /** How a category looks. */
  lookOf: (category: string) => Look | undefined;
  /** What stands in a seat when one is near: a number, initials, a sign. */
  signOf: (index: number) => string;
  /** How a block says its free seats. */
  free: (count: number) => string;
  isInviting: () => boolean;
  picture: () => CanvasImageSource | null;
}

type Pen = CanvasRenderingContext2D;

/** Seats nearer than so many pixels to each other are shown as blocks, dots, shapes, shapes with words. */
export const detail = { dots: 4.5, shapes: 11, words: 19 };

/** So many seats are drawn before a frame may go on. */
const STEP = 60;

/** Draws a part of the plan at a level: blocks, then dots, then seats, then their numbers. */
export class Painter {
  private readonly sprites: Sprites;
  private readonly areas: { path: Path2D; rect: Rect }[];
  private readonly blocks: BlockPainter;

  constructor(private readonly on: Painting) {
    this.sprites = new Sprites(on.palette);
    this.blocks = new BlockPainter(on.hall.blocks, on.palette, on.free);
    this.areas = on.hall.plan.areas.map((area) => ({
      path: new Path2D(areaPath(area)),
      rect: reach(areaReach(area)),
    }));
  }

  forget(): void {
    this.sprites.forget();
  }

  /** Whether a level shows sections instead of seats. */
  isOfBlocks(scale: number): boolean {
    return this.on.hall.blocks.length > 1 && this.on.hall.plan.unit * scale < detail.dots;
  }

  /** By steps, so that a tile of thousands of seats doesn't hold up a frame. */
  *paint(
    surface: HTMLCanvasElement,
    tile: Tile<HTMLCanvasElement>,
    part: Rect,
    ratio: number,
  ): Generator<void> {
    const pen = surface.getContext("2d", { alpha: false });
    if (!pen) return;
    const zoom = scaleOf(tile.level);
    const scale = zoom * ratio;
    pen.save();
    pen.setTransform(scale, 0, 0, scale, -tile.rect.left * scale, -tile.rect.top * scale);
    pen.beginPath();
    const edge = 1 / scale;
    const area = {
      left: part.left - edge,
      top: part.top - edge,
      right: part.right + edge,
      bottom: part.bottom + edge,
    };
    pen.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    pen.clip();
    pen.fillStyle = this.on.palette.color("var(--sunken)");
    pen.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    this.room(pen, area, this.on.hall.plan.unit * zoom);
    if (this.isOfBlocks(zoom)) yield* this.blocks.paint(pen, area, ratio / scale);
    else yield* this.seats(pen, tile.rect, area, scale, ratio);
    pen.restore();
  }

  /** The picture under the plan, stage and other areas, table tops, the letters of the rows. */
  private room(pen: Pen, area: Rect, pitch: number): void {
    const { palette, hall } = this.on;
    const { background, areas, tables, labels, unit } = hall.plan;
    const picture = this.on.picture();
    if (picture && background) {
      pen.globalAlpha = background.opacity;
      pen.drawImage(
        picture,
        background.x,
        background.y,
        (background.width ?? 0) * background.scale,
        (background.height ?? 0) * background.scale,
      );
      pen.globalAlpha = 1;
    }
    areas.forEach((one, index) => {
      const known = this.areas[index];
      if (!known || !meets(known.rect, area, unit * 3)) return;
      const look = areaLook(one);
      this.turned(pen, one.x, one.y, one.rotation ?? 0, () => {
        if (one.shape !== "text") this.shape(pen, known.path, look.fill, look.stroke, unit * 0.04);
        const at = wordPlace(one);
        if (one.label)
          word(
            pen,
            this.on.palette.family,
            one.label,
            at.x,
            at.y,
            wordSize(one, unit),
            palette.color(look.ink),
            500,
          );
      });
    });
    for (const table of tables) {
      const r = Math.max(table.radius, (table.width ?? 0) / 2, (table.height ?? 0) / 2);
      if (
        !meets(
          { left: table.x - r, right: table.x + r, top: table.y - r, bottom: table.y + r },
          area,
          0,
        )
      )
        continue;
      this.turned(pen, table.x, table.y, table.rotation ?? 0, () =>
        this.shape(
          pen,
          new Path2D(tablePath(table, table.radius)),
          "var(--surface)",
          "var(--line)",
          unit * 0.05,
        ),
      );
      if (pitch >= detail.shapes)
        word(
          pen,
          this.on.palette.family,
          table.label,
          table.x,
          table.y,
          Math.min(unit * 0.42, (r * 3) / Math.max(4, table.label.length)),
          palette.color("var(--quiet)"),
          400,
        );
    }
    if (pitch < detail.shapes) return;
    for (const label of labels)
      if (meets({ left: label.x, right: label.x, top: label.y, bottom: label.y }, area, unit))
        word(
          pen,
          this.on.palette.family,
          label.text,
          label.x,
          label.y,
          unit * 0.42,
          palette.color("var(--quiet)"),
          600,
        );
  }

  private turned(pen: Pen, x: number, y: number, degrees: number, draw: () => void): void {
    pen.save();
    pen.translate(x, y);
    pen.rotate((degrees * Math.PI) / 180);
    draw();
    pen.restore();
  }

  private shape(pen: Pen, path: Path2D, fill: string, stroke: string, width: number): void {
    if (fill !== "none") {
      pen.fillStyle = this.on.palette.color(fill);
      pen.fill(path);
    }
    if (stroke !== "none") {
      pen.strokeStyle = this.on.palette.color(stroke);
      pen.lineWidth = width;
      pen.stroke(path);
    }
  }

  private *seats(pen: Pen, tile: Rect, area: Rect, scale: number, ratio: number): Generator<void> {
    const { hall } = this.on;
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
    const look = this.on.lookOf(this.on.hall.plan.seats[index]?.category ?? "");
    return this.on.palette.color(look?.hue ?? "var(--line-strong)");
  }

  /** From afar: free is open, taken full, being picked half full, blocked a small point; yours is full and wide. */
  private *dots(
    pen: Pen,
    found: readonly number[],
    at: (index: number) => [number, number],
    d: number,
    ratio: number,
  ): Generator<void> {
    const { palette, hall } = this.on;
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
    const by = new Map<string, number[]>();
    const put = (color: string, index: number) => {
      const list = by.get(color);
      if (list) list.push(index);
      else by.set(color, [index]);
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
    if (this.on.isInviting()) yield* all(wide, free, (index) => box(index, d * 1.25));
    for (const index of [...free, ...held]) put(this.rimOf(index), index);
    for (const [color, list] of by) yield* all(color, list, (index) => box(index, d));
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
    const { hall, palette } = this.on;
    const invites = this.on.isInviting();
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
      const sprite = this.sprites.of(
        state,
        this.rimOf(index),
        hall.plan.seats[index]?.accessible === true,
        r,
      );
      pen.drawImage(sprite, Math.round(x - sprite.width / 2), Math.round(y - sprite.width / 2));
    }
  }

  private *words(
    pen: Pen,
    found: readonly number[],
    at: (index: number) => [number, number],
    r: number,
  ): Generator<void> {
    const { hall, palette } = this.on;
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
      pen.fillText(this.on.signOf(index), x, y + r * 0.04, r * 1.8);
    }
    yield;
    pen.font = `700 ${r * 0.6}px ${palette.family}`;
    pen.lineWidth = r * 0.16;
    pen.strokeStyle = paper;
    pen.fillStyle = ink;
    for (const [place, index] of found.entries()) {
      if (place % STEP === STEP - 1) yield;
      const letter = this.on.lookOf(hall.plan.seats[index]?.category ?? "")?.letter;
      if (!letter) continue;
      const [x, y] = at(index);
      pen.strokeText(letter, x + r * 0.9, y - r * 0.72);
      pen.fillText(letter, x + r * 0.9, y - r * 0.72);
    }
  }
}

function reach(points: readonly { x: number; y: number }[]): Rect {
  const [xs, ys] = [points.map((one) => one.x), points.map((one) => one.y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
