import { describe, expect, it } from "vitest";
import { addArea, duplicated } from "./additions";
import { aligned, distributed } from "./align";
import { objectsOf } from "./bounds";
import { copied } from "./clip";
import { seatsByLine } from "./document";
import { moved, removed, turned } from "./edit";
import { enclosed, hit } from "./hit";
import { empty, labels, near, row } from "./samples";

describe("what is chosen", () => {
  const { plan, selection } = row(empty);
  const second = row(plan, { y: 100 });
  const both = new Set([...selection, ...second.selection]);
  it("moves, turns and lines up as a whole", () => {
    expect(near(moved(plan, selection, 10, 5).seats)[0]).toEqual([-90, 5]);
    expect(near(turned(plan, selection, 90, 50).seats)).toEqual([
      [0, -100],
      [0, -50],
      [0, 0],
      [0, 50],
      [0, 100],
    ]);
    const shifted = moved(second.plan, second.selection, 33, 0);
    expect(near(aligned(shifted, both, "left", 50).seats)[5]).toEqual([-100, 100]);
    const third = row(second.plan, { y: 130 });
    expect(
      near(distributed(third.plan, new Set([...both, ...third.selection]), "y", 50).seats)[5]?.[1],
    ).toBe(65);
  });
  it("is copied under labels of its own", () => {
    const copy = duplicated(second.plan, copied(second.plan, both), 20, 20);
    expect(labels(copy.plan).slice(10)).toEqual([
      "C1",
      "C2",
      "C3",
      "C4",
      "C5",
      "D1",
      "D2",
      "D3",
      "D4",
      "D5",
    ]);
    expect(new Set(copy.plan.seats.map((seat) => seat.guid)).size).toBe(20);
    expect(copy.selection.size).toBe(2);
  });
  it("goes, and a row with its last seat", () => {
    expect(removed(second.plan, selection).rows).toHaveLength(1);
    const seats = new Set(plan.seats.map((seat) => `s:${seat.guid}`));
    expect(removed(plan, seats)).toMatchObject({ rows: [], seats: [] });
    expect(removed(plan, new Set([...seats].slice(1))).rows).toHaveLength(1);
  });
  it("is found by a point or a lasso", () => {
    const withStage = addArea(second.plan, { kind: "stage", x: -100, y: -200, w: 200, h: 80 }).plan;
    const objects = objectsOf(withStage, seatsByLine(withStage), 50);
    expect(hit(withStage, objects, { x: 3, y: 4 }, 50)).toEqual({
      object: [...selection][0],
      seat: plan.seats[2]?.guid,
    });
    expect(hit(withStage, objects, { x: 0, y: -150 }, 50)?.object).toMatch(/^a:/);
    expect(hit(withStage, objects, { x: 25, y: 0 }, 50)?.seat).toBeNull();
    expect(hit(withStage, objects, { x: 500, y: 500 }, 50)).toBeNull();
    const lasso = [
      { x: -200, y: -50 },
      { x: 200, y: -50 },
      { x: 200, y: 50 },
      { x: -200, y: 50 },
    ];
    expect(enclosed(withStage, objects, lasso, "objects")).toEqual([...selection]);
    expect(enclosed(withStage, objects, lasso, "seats")).toHaveLength(5);
  });
});
