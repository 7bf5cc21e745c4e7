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
  /** The part that is out of date. */
  stale: Rect | null;
  /** A drawing in progress and its target: a spare surface for a full redraw, the tile's own surface for a part. */
  work: { steps: Iterator<void>; on: S } | null;
  /** Whether the tile has been drawn completely at least once. */
  isComplete: boolean;
}

interface TileOptions<S> {
  /** Side of a tile in CSS pixels. */
  side: number;
  /** Maximum number of tiles in the cache. */
  maxTiles: number;
  createSurface: () => S;
  /** Redraws everything within `part` of a tile, in steps short enough for one frame. */
  paint: (surface: S, tile: Tile<S>, part: Rect) => Iterator<void>;
}

const union = (a: Rect | null, b: Rect): Rect =>
  a
    ? {
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      }
    : b;
/** Whether two rectangles intersect after the first one is expanded by `by`. */
export const intersects = (a: Rect, b: Rect, by = 0): boolean =>
  a.left - by < b.right && a.right + by > b.left && a.top - by < b.bottom && a.bottom + by > b.top;

/** An LRU cache of tiles per zoom level, drawn on demand. */
export class Tiles<S> {
  private readonly cache = new Map<number, Tile<S>>();
  private readonly spare: S[] = [];
  private clock = 0;
  /** A level that is never evicted, so that there is always something to show. */
  pinned: number | null = null;

  constructor(private readonly options: TileOptions<S>) {}

  get size(): number {
    return this.cache.size;
  }

  /** Side of a tile at a level, in plan units. */
  side(level: number): number {
    return this.options.side / scaleOf(level);
  }

  /** Columns and lines of the tiles that intersect a rectangle, sorted by distance from its centre. */
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

  /** Returns a tile if it can be shown. */
  get(level: number, column: number, line: number): Tile<S> | undefined {
    const tile = this.cache.get(keyOf(level, column, line));
    if (tile) tile.used = ++this.clock;
    return tile?.isComplete ? tile : undefined;
  }

  /** Draws a missing tile or its stale part until `shouldPause` returns true. Returns null when there was nothing to do. */
  draw(
    level: number,
    column: number,
    line: number,
    shouldPause: () => boolean = () => false,
  ): "drawn" | "paused" | null {
    const tile = this.cache.get(keyOf(level, column, line)) ?? this.create(level, column, line);
    tile.used = ++this.clock;
    if (!tile.work) {
      if (!tile.stale) return null;
      const isAll = contains(tile.stale, tile.rect);
      const on =
        isAll && tile.isComplete
          ? (this.spare.pop() ?? this.options.createSurface())
          : tile.surface;
      tile.work = { steps: this.options.paint(on, tile, tile.stale), on };
      tile.stale = null;
    }
    while (!tile.work.steps.next().done) if (shouldPause()) return "paused";
    if (tile.work.on !== tile.surface) {
      this.spare.push(tile.surface);
      tile.surface = tile.work.on;
    }
    tile.work = null;
    tile.isComplete = true;
    return "drawn";
  }

  private create(level: number, column: number, line: number): Tile<S> {
    this.evict();
    const side = this.side(level);
    const rect = {
      left: column * side,
      top: line * side,
      right: (column + 1) * side,
      bottom: (line + 1) * side,
    };
    const tile: Tile<S> = {
      surface: this.spare.pop() ?? this.options.createSurface(),
      level,
      column,
      line,
      rect,
      stale: rect,
      work: null,
      isComplete: false,
      used: ++this.clock,
    };
    this.cache.set(keyOf(level, column, line), tile);
    return tile;
  }

  /** Marks a rectangle (or everything) as stale at the given levels. Tiles are redrawn when they are next needed. */
  invalidate(rect?: Rect, isOf: (level: number) => boolean = () => true): void {
    for (const tile of this.cache.values())
      if ((!rect || intersects(tile.rect, rect)) && isOf(tile.level))
        tile.stale = intersection(union(tile.stale, rect ?? tile.rect), tile.rect);
  }

  /** Other levels that have tiles, nearest first. */
  levels(near: number): number[] {
    return [
      ...new Set([...this.cache.values()].flatMap((tile) => (tile.isComplete ? tile.level : []))),
    ]
      .filter((level) => level !== near)
      .sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  }

  clear(): void {
    for (const tile of this.cache.values()) this.spare.push(tile.surface);
    this.cache.clear();
  }

  private evict(): void {
    if (this.cache.size < this.options.maxTiles) return;
    const old = [...this.cache]
      .filter(([, tile]) => tile.level !== this.pinned)
      .sort((a, b) => a[1].used - b[1].used)
      .slice(0, Math.ceil(this.options.maxTiles / 8));
    for (const [key, tile] of old) {
      this.cache.delete(key);
      if (tile.work && tile.work.on !== tile.surface) this.spare.push(tile.work.on);
      this.spare.push(tile.surface);
    }
  }
}

/** A numeric cache key. It allows fewer than 2⁷ levels with 2¹⁶ columns and lines each. */
const keyOf = (level: number, column: number, line: number): number =>
  ((level + 64) * 65_536 + column + 32_768) * 65_536 + line + 32_768;
const contains = (outer: Rect, inner: Rect): boolean =>
  outer.left <= inner.left &&
  outer.top <= inner.top &&
  outer.right >= inner.right &&
  outer.bottom >= inner.bottom;

const intersection = (a: Rect, b: Rect): Rect => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
