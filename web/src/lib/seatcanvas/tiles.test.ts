import { describe, expect, it, vi } from "vitest";
import { budgets, Pace } from "./pace";
import { Tiles, type Rect } from "./tiles";

describe("tiles", () => {
  const set = (most: number) => {
    const paint = vi.fn((_surface: object, _tile: unknown, _part: Rect) =>
      [undefined, undefined][Symbol.iterator](),
    );
    return {
      paint,
      tiles: new Tiles<object>({ side: 100, maxTiles: most, createSurface: () => ({}), paint }),
    };
  };

  it("are drawn once, and anew only where something changed", () => {
    const { tiles, paint } = set(50);
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    expect(tiles.draw(0, 0, 0)).toBeNull();
    tiles.invalidate({ left: 90, top: 90, right: 130, bottom: 130 });
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    expect(paint.mock.lastCall?.[2]).toEqual({ left: 90, top: 90, right: 100, bottom: 100 });
    tiles.invalidate({ left: 200, top: 0, right: 300, bottom: 9 });
    expect(tiles.draw(0, 0, 0)).toBeNull();
  });

  it("are drawn by steps, and shown when they are whole; what is drawn anew stays in sight until then", () => {
    const { tiles } = set(50);
    expect(tiles.draw(0, 0, 0, () => true)).toBe("paused");
    expect(tiles.get(0, 0, 0)).toBeUndefined();
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    const before = tiles.get(0, 0, 0)?.surface;
    tiles.invalidate();
    expect(tiles.draw(0, 0, 0, () => true)).toBe("paused");
    expect(tiles.get(0, 0, 0)?.surface).toBe(before);
    tiles.draw(0, 0, 0);
    expect(tiles.get(0, 0, 0)?.surface).not.toBe(before);
  });

  it("are bounded in number; those of the whole plan stay", () => {
    const { tiles } = set(16);
    tiles.pinned = -4;
    tiles.draw(-4, 0, 0);
    for (let n = 0; n < 500; n++) tiles.draw(0, n, 0);
    expect(tiles.size).toBeLessThanOrEqual(16);
    expect(tiles.get(-4, 0, 0)).toBeDefined();
    expect(tiles.get(0, 499, 0)).toBeDefined();
  });

  it("cover a rectangle, the middle first", () => {
    const { tiles } = set(9);
    const over = tiles.over(0, { left: 0, top: 0, right: 300, bottom: 300 });
    expect(over).toHaveLength(9);
    expect(over[0]).toEqual([1, 1]);
  });
});

it("a slow frame, and one while zooming, leaves less time for tiles", () => {
  const pace = new Pace();
  pace.budget(1000);
  expect(pace.budget(1016)).toBe(budgets.calm);
  pace.noteZoom(1020);
  expect(pace.budget(1032)).toBe(budgets.zooming);
  expect(pace.budget(1080)).toBe(budgets.late);
  expect(budgets.late).toBeLessThan(budgets.calm);
});
