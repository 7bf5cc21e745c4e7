import { describe, expect, it } from "vitest";
import { layOut } from "../seatplan";
import { Hall, State, type CanvasSeat } from "./hall";
import { sectionsOf } from "./sections";

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
    expect(hall.nextSeat(0, 1, 0)).toBe(1);
    expect(hall.nextSeat(0, 0, 1)).toBe(4);
    expect(hall.nextSeat(3, 1, 0)).toBe(3);
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
    expect(block?.width).toBeCloseTo(88);
    const parted = layOut(
      rows(2, 6).map((seat, n) => ({ ...seat, x: (n % 6) * 50 + (n % 6 > 2 ? 200 : 0) })),
      undefined,
    );
    const [part] = new Hall(parted, sectionsOf(parted.seats, undefined), () => State.free).blocks;
    expect(part?.strokes).toHaveLength(4);
    // its name is placed over seats, not in the aisle
    expect([100, 350]).toContain(
      Math.round((part?.label.x ?? 0) + ((part?.label.x ?? 0 < 200) ? 50 : -50)),
    );
  });
});
