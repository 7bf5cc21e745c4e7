import { scaleOf } from "./camera";

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Tile<S> {
  surface: S;
  level: number;
  column: number;
  line: number;
  rect: Rect;
  used: number;
  /** What isn't true any more of what it shows. */
  stale: Rect | null;
  /** What is being drawn, by steps, and on what: all of it on another surface, a part on its own. */
  work: { steps: Iterator<void>; on: S } | null;
  /** Whether it can be shown. */
  isWhole: boolean;
}

interface Making<S> {
  /** The side of a tile in pixels of the page. */
  side: number;
  /** How many tiles are kept at most. */
  most: number;
  make: () => S;
  /** Draws a part of a tile anew, all that the plan has within `part`, by steps short enough for a frame. */
  paint: (surface: S, tile: Tile<S>, part: Rect) => Iterator<void>;
}

const joined = (a: Rect | null, b: Rect): Rect =>
  a
    ? {
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      }
    : b;
/** Whether two rectangles touch, the first one widened by so much. */
export const meets = (a: Rect, b: Rect, by = 0): boolean =>
  a.left - by < b.right && a.right + by > b.left && a.top - by < b.bottom && a.bottom + by > b.top;

/** Pictures of squares of the plan by level, drawn when they are looked at and kept until others need the room. */
export class Tiles<S> {
  private readonly kept = new Map<number, Tile<S>>();
  private readonly spare: S[] = [];
  private clock = 0;
  /** The level that is never given up: something to show wherever one goes. */
  pinned: number | null = null;

  constructor(private readonly making: Making<S>) {}

  get size(): number {
    return this.kept.size;
  }

  /** The side of a tile at a level, in the plan's units. */
  side(level: number): number {
    return this.making.side / scaleOf(level);
  }

  /** Columns and lines of the tiles that a rectangle touches, those nearest to its middle first. */
  over(level: number, rect: Rect): [column: number, line: number][] {
    const side = this.side(level);
    const found: [number, number][] = [];
    for (let line = Math.floor(rect.top / side); line * side < rect.bottom; line++) {
      for (let column = Math.floor(rect.left / side); column * side < rect.right; column++)
        found.push([column, line]);
    }
    const [x, y] = [
      (rect.left + rect.right) / 2 / side - 0.5,
      (rect.top + rect.bottom) / 2 / side - 0.5,
    ];
    return found.sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));
  }

  /** A tile that can be shown. */
  get(level: number, column: number, line: number): Tile<S> | undefined {
    const tile = this.kept.get(keyOf(level, column, line));
    if (tile) tile.used = ++this.clock;
    return tile?.isWhole ? tile : undefined;
  }

  /** Draws a tile that isn't there, or what of it isn't true any more, until it is time to pause; null when there was nothing to do. */
  draw(
    level: number,
    column: number,
    line: number,
    isTime: () => boolean = () => false,
  ): "drawn" | "paused" | null {
    const tile = this.kept.get(keyOf(level, column, line)) ?? this.fresh(level, column, line);
    tile.used = ++this.clock;
    if (!tile.work) {
      if (!tile.stale) return null;
      const isAll = holds(tile.stale, tile.rect);
      const on = isAll && tile.isWhole ? (this.spare.pop() ?? this.making.make()) : tile.surface;
      tile.work = { steps: this.making.paint(on, tile, tile.stale), on };
      tile.stale = null;
    }
    while (!tile.work.steps.next().done) if (isTime()) return "paused";
    if (tile.work.on !== tile.surface) {
      this.spare.push(tile.surface);
      tile.surface = tile.work.on;
    }
    tile.work = null;
    tile.isWhole = true;
    return "drawn";
  }

  private fresh(level: number, column: number, line: number): Tile<S> {
    this.makeRoom();
    const side = this.side(level);
    const rect = {
      left: column * side,
      top: line * side,
      right: (column + 1) * side,
      bottom: (line + 1) * side,
    };
    const tile: Tile<S> = {
      surface: this.spare.pop() ?? this.making.make(),
      level,
      column,
      line,
      rect,
      stale: rect,
      work: null,
      isWhole: false,
      used: ++this.clock,
    };
    this.kept.set(keyOf(level, column, line), tile);
    return tile;
  }

  /** What lies within is drawn anew when it is next looked at, at these levels; without a rectangle, everything. */
  spoil(rect?: Rect, isOf: (level: number) => boolean = () => true): void {
    for (const tile of this.kept.values())
      if ((!rect || meets(tile.rect, rect)) && isOf(tile.level))
        tile.stale = clipped(joined(tile.stale, rect ?? tile.rect), tile.rect);
  }

  /** Levels that have tiles, the nearest to one first. */
  levels(near: number): number[] {
    return [...new Set([...this.kept.values()].flatMap((tile) => (tile.isWhole ? tile.level : [])))]
      .filter((level) => level !== near)
      .sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  }

  clear(): void {
    for (const tile of this.kept.values()) this.spare.push(tile.surface);
    this.kept.clear();
  }

  private makeRoom(): void {
    if (this.kept.size < this.making.most) return;
    const old = [...this.kept]
      .filter(([, tile]) => tile.level !== this.pinned)
      .sort((a, b) => a[1].used - b[1].used)
      .slice(0, Math.ceil(this.making.most / 8));
    for (const [key, tile] of old) {
      this.kept.delete(key);
      if (tile.work && tile.work.on !== tile.surface) this.spare.push(tile.work.on);
      this.spare.push(tile.surface);
    }
  }
}

/** One number for a place: fewer than 2⁷ levels of 2¹⁶ columns and lines each. */
const keyOf = (level: number, column: number, line: number): number =>
  ((level + 64) * 65_536 + column + 32_768) * 65_536 + line + 32_768;
const holds = (outer: Rect, inner: Rect): boolean =>
  outer.left <= inner.left &&
  outer.top <= inner.top &&
  outer.right >= inner.right &&
  outer.bottom >= inner.bottom;

const clipped = (a: Rect, b: Rect): Rect => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
