import { describe, expect, it } from "vitest";
import { Grid } from "./grid";

describe("the grid", () => {
  const xs = Float64Array.from({ length: 5000 }, (_, n) => (n * 7919) % 3001);
  const ys = Float64Array.from({ length: 5000 }, (_, n) => (n * 104729) % 1999);
  const grid = new Grid(xs, ys, 40);

  it("finds exactly the points of a rectangle, as looking at all of them does", () => {
    for (const [left, top, right, bottom] of [
      [0, 0, 10, 10],
      [500, 300, 900, 700],
      [-50, -50, 9000, 9000],
      [4000, 0, 5000, 10],
    ] as const) {
      const found: number[] = [];
      grid.within(left, top, right, bottom, (index) => found.push(index));
      const wanted = [...xs.keys()].filter(
        (i) =>
          (xs[i] ?? 0) >= left &&
          (xs[i] ?? 0) <= right &&
          (ys[i] ?? 0) >= top &&
          (ys[i] ?? 0) <= bottom,
      );
      expect(found.sort((a, b) => a - b)).toEqual(wanted);
    }
  });

  it("finds the nearest point within a radius, or none", () => {
    expect(grid.nearest((xs[42] ?? 0) + 0.2, ys[42] ?? 0, 5)).toBe(42);
    expect(grid.nearest(-500, -500, 20)).toBe(-1);
  });

  it("takes a seat that stands absurdly far away, and no seat at all", () => {
    expect(
      new Grid(Float64Array.of(0, 1_000_000), Float64Array.of(0, 1_000_000), 10).nearest(
        1_000_000,
        1_000_000,
        1,
      ),
    ).toBe(1);
    expect(new Grid(new Float64Array(0), new Float64Array(0), 10).nearest(0, 0, 9)).toBe(-1);
  });
});
