import { describe, expect, it, vi } from "vitest";
import { layOut } from "../seatplan";
import { between, fitted, kept, levelOf, scaleOf, zoomed } from "./camera";
import { seatsFrom } from "./compact";
import { Grid } from "./grid";
import { Hall, State, type CanvasSeat } from "./hall";
import { budgets, Pace } from "./pace";
import { sectionsOf } from "./sections";
import { Tiles, type Rect } from "./tiles";

const rows = (count: number, width: number, zone?: string): CanvasSeat[] =>
  Array.from({ length: count * width }, (_, n) => {
    const row = `${zone ?? ""}${Math.floor(n / width) + 1}`;
    return {
      id: `${row}-${n % width}`,
      seat_number: `${row}-${n % width}`,
      row,
      x: (n % width) * 50,
      y: Math.floor(n / width) * 80,
    };
  });

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

describe("sections", () => {
  it("are the plan's zones with their rows", () => {
    const seats = [...rows(2, 3, "A"), ...rows(1, 3, "B")];
    const zones = [
      { id: "a", name: "Stalls" },
      { id: "b", name: "Circle" },
    ];
    const lines = zones.map((zone) => ({ kind: "rows", id: zone.id, zone: zone.id }));
    const geometry = {
      areas: [],
      tables: [],
      zones,
      lines,
      seats: seats.map((seat) => [
        seat.id,
        "",
        null,
        null,
        "",
        0,
        0,
        0,
        seat.id.startsWith("A") ? 0 : 1,
        0,
      ]),
    };
    expect(
      sectionsOf(seats, geometry).map((one) => [
        one.name,
        one.groups.map((group) => [group.name, group.seats.length]),
      ]),
    ).toEqual([
      [
        "Stalls",
        [
          ["A1", 3],
          ["A2", 3],
        ],
      ],
      ["Circle", [["B1", 3]]],
    ]);
  });

  it("are so many rows one after the other in a large plan without zones, and hold every seat once", () => {
    const seats = rows(600, 100);
    const sections = sectionsOf(seats, undefined);
    expect(sections).toHaveLength(50);
    expect(sections[0]?.name).toBe("1 – 12");
    expect(new Set(sections.flatMap((one) => one.seats)).size).toBe(60_000);
  });
});

describe("the hall", () => {
  const plan = layOut(rows(3, 4), undefined);
  const hall = new Hall(plan, sectionsOf(plan.seats, undefined), () => State.free);

  it("counts a block's free seats as they come and go", () => {
    expect(hall.set(5, State.taken)).toBe(true);
    expect(hall.set(5, State.taken)).toBe(false);
    expect(hall.blocks[0]?.free).toBe(11);
    hall.set(5, State.free);
    expect(hall.blocks[0]?.free).toBe(12);
  });

  it("walks to the next seat and stays at the edge", () => {
    expect(hall.neighbour(0, 1, 0)).toBe(1);
    expect(hall.neighbour(0, 0, 1)).toBe(4);
    expect(hall.neighbour(3, 1, 0)).toBe(3);
  });

  it("knows which block is under a point", () => {
    expect(hall.blockAt(60, 80)).toBe(0);
    expect(hall.blockAt(6000, 80)).toBe(-1);
  });

  it("draws a block as its rows, as broad as it is from row to row, broken at an aisle", () => {
    const [block] = hall.blocks;
    expect(block?.strokes).toEqual([
      [
        [0, 0],
        [150, 0],
      ],
      [
        [0, 80],
        [150, 80],
      ],
      [
        [0, 160],
        [150, 160],
      ],
    ]);
    expect(block?.breadth).toBeCloseTo(88);
    const parted = layOut(
      rows(2, 6).map((seat, n) => ({ ...seat, x: (n % 6) * 50 + (n % 6 > 2 ? 200 : 0) })),
      undefined,
    );
    const [part] = new Hall(parted, sectionsOf(parted.seats, undefined), () => State.free).blocks;
    expect(part?.strokes).toHaveLength(4);
    // its name stands where seats are, not in the aisle
    expect([100, 350]).toContain(
      Math.round((part?.label.x ?? 0) + ((part?.label.x ?? 0 < 200) ? 50 : -50)),
    );
  });
});

describe("the camera", () => {
  it("keeps the point under the pointer where it is", () => {
    const before = { x: 10, y: 20, scale: 0.5 };
    const after = zoomed(before, 1.7, [100, 40], 0.1, 9);
    expect(after.x + 100 / after.scale).toBeCloseTo(before.x + 100 / before.scale);
    expect(zoomed(before, 1000, [0, 0], 0.1, 9).scale).toBe(9);
  });

  it("never loses the room, and travels from one view to the other", () => {
    const size = { width: 100, height: 100 };
    expect(kept({ x: 1e6, y: -1e6, scale: 1 }, [0, 0, 500, 500], size)).toEqual({
      x: 475,
      y: -75,
      scale: 1,
    });
    const [from, to] = [fitted([0, 0, 500, 500], size), fitted([100, 100, 50, 50], size)];
    expect(between(from, to, 0, size).scale).toBeCloseTo(from.scale);
    expect(between(from, to, 1, size).x).toBeCloseTo(to.x);
  });

  it("shows tiles only shrunk, by less than a third", () => {
    for (const scale of [0.013, 0.5, 1, 1.3, 7]) {
      expect(scale / scaleOf(levelOf(scale))).toBeLessThanOrEqual(1 + 1e-9);
      expect(scale / scaleOf(levelOf(scale))).toBeGreaterThan(0.7);
    }
  });
});

describe("tiles", () => {
  const set = (most: number) => {
    const paint = vi.fn((_surface: object, _tile: unknown, _part: Rect) =>
      [undefined, undefined][Symbol.iterator](),
    );
    return { paint, tiles: new Tiles<object>({ side: 100, most, make: () => ({}), paint }) };
  };

  it("are drawn once, and anew only where something changed", () => {
    const { tiles, paint } = set(50);
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    expect(tiles.draw(0, 0, 0)).toBeNull();
    tiles.spoil({ left: 90, top: 90, right: 130, bottom: 130 });
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    expect(paint.mock.lastCall?.[2]).toEqual({ left: 90, top: 90, right: 100, bottom: 100 });
    tiles.spoil({ left: 200, top: 0, right: 300, bottom: 9 });
    expect(tiles.draw(0, 0, 0)).toBeNull();
  });

  it("are drawn by steps, and shown when they are whole; what is drawn anew stays in sight until then", () => {
    const { tiles } = set(50);
    expect(tiles.draw(0, 0, 0, () => true)).toBe("paused");
    expect(tiles.get(0, 0, 0)).toBeUndefined();
    expect(tiles.draw(0, 0, 0)).toBe("drawn");
    const before = tiles.get(0, 0, 0)?.surface;
    tiles.spoil();
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
  pace.zooms(1020);
  expect(pace.budget(1032)).toBe(budgets.zooming);
  expect(pace.budget(1080)).toBe(budgets.late);
  expect(budgets.late).toBeLessThan(budgets.calm);
});

it("letters make seats, and a seat that stands as it stood stays the same with its names", () => {
  const geometry = {
    areas: [],
    tables: [],
    seats: [
      ["s1", "A1", null, "A", "vip", 1, 2, 1, null, 0],
      ["s2", "A2", null, "A", "vip", 3, 2, 0, null, 0],
    ],
  };
  const first = seatsFrom(geometry, "am");
  expect(first).toMatchObject([
    { id: "s1", status: "assigned", accessible: true },
    { id: "s2", status: "held", held_by_me: true },
  ]);
  const named = first.map((seat) => ({ ...seat, guest: { name: "Ana" } }));
  const next = seatsFrom(geometry, "af", named);
  expect(next[0]).toBe(named[0]);
  expect(next[1]).toMatchObject({ status: "free" });
  expect(next[1]).not.toHaveProperty("guest");
});
