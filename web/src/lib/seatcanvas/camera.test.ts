import { describe, expect, it } from "vitest";
import { interpolate, fitted, clamped, levelOf, scaleOf, zoomed } from "./camera";

describe("the camera", () => {
  it("keeps the point under the pointer where it is", () => {
    const before = { x: 10, y: 20, scale: 0.5 };
    const after = zoomed(before, 1.7, [100, 40], 0.1, 9);
    expect(after.x + 100 / after.scale).toBeCloseTo(before.x + 100 / before.scale);
    expect(zoomed(before, 1000, [0, 0], 0.1, 9).scale).toBe(9);
  });

  it("never loses the room, and travels from one view to the other", () => {
    const size = { width: 100, height: 100 };
    expect(clamped({ x: 1e6, y: -1e6, scale: 1 }, [0, 0, 500, 500], size)).toEqual({
      x: 475,
      y: -75,
      scale: 1,
    });
    const [from, to] = [fitted([0, 0, 500, 500], size), fitted([100, 100, 50, 50], size)];
    expect(interpolate(from, to, 0, size).scale).toBeCloseTo(from.scale);
    expect(interpolate(from, to, 1, size).x).toBeCloseTo(to.x);
  });

  it("shows tiles only shrunk, by less than a third", () => {
    for (const scale of [0.013, 0.5, 1, 1.3, 7]) {
      expect(scale / scaleOf(levelOf(scale))).toBeLessThanOrEqual(1 + 1e-9);
      expect(scale / scaleOf(levelOf(scale))).toBeGreaterThan(0.7);
    }
  });
});
