import { describe, expect, it } from "vitest";
import { addBlock, addTable } from "./additions";
import { changedSeats } from "./edit";
import { duplicateLabels } from "./labels";
import { chairPoints, nextLabel, rowNumbers, rowPoints, tableSize } from "./layout";
import { redrawnRow, redrawnTable } from "./lines";
import { empty, labels, near, row } from "./samples";

describe("rows", () => {
  it("stand evenly around their middle, with a gap where there is an aisle", () => {
    expect(
      near(
        rowPoints(
          { x: 100, y: 10, rotation: 0, bend: 0, spacing: 50, gaps: [{ after: 2, width: 100 }] },
          4,
        ),
      ),
    ).toEqual([
      [-25, 10],
      [25, 10],
      [175, 10],
      [225, 10],
    ]);
  });
  it("bend by an arc: as far apart as in a line, the middle behind the ends", () => {
    const points = rowPoints({ x: 0, y: 0, rotation: 0, bend: 60, spacing: 50, gaps: [] }, 11);
    const [first, second] = points;
    expect((points[5]?.y ?? 0) - (first?.y ?? 0)).toBeCloseTo(60, 0);
    expect(
      Math.hypot((second?.x ?? 0) - (first?.x ?? 0), (second?.y ?? 0) - (first?.y ?? 0)),
    ).toBeGreaterThan(49);
  });
  it("turn around their middle", () => {
    expect(
      near(rowPoints({ x: 0, y: 0, rotation: 90, bend: 0, spacing: 10, gaps: [] }, 3)),
    ).toEqual([
      [0, -10],
      [0, 0],
      [0, 10],
    ]);
  });
  it("are numbered either way, and from the middle as theatres do", () => {
    expect(rowNumbers(4, { start: 1, step: 1, direction: "ltr" })).toEqual(["1", "2", "3", "4"]);
    expect(rowNumbers(4, { start: 10, step: 2, direction: "rtl" })).toEqual([
      "16",
      "14",
      "12",
      "10",
    ]);
    expect(rowNumbers(5, { start: 1, step: 1, direction: "odd_even" })).toEqual([
      "5",
      "3",
      "1",
      "2",
      "4",
    ]);
    expect(rowNumbers(5, { start: 1, step: 1, direction: "even_odd" })).toEqual([
      "4",
      "2",
      "1",
      "3",
      "5",
    ]);
  });
  it("are labelled on", () => {
    expect(["A", "Z", "AZ", "ZZ", "9", "Table-9", "Box"].map((label) => nextLabel(label))).toEqual([
      "B",
      "AA",
      "BA",
      "AAA",
      "10",
      "Table-10",
      "Box 2",
    ]);
    const { plan } = addBlock(empty, {
      x: 0,
      y: 0,
      count: 2,
      spacing: 50,
      category: "regular",
      rows: 3,
      rowStep: 80,
    });
    expect(labels(row(plan).plan)).toEqual([
      "A1",
      "A2",
      "B1",
      "B2",
      "C1",
      "C2",
      "D1",
      "D2",
      "D3",
      "D4",
      "D5",
    ]);
  });
  it("carry their zone's word, and may have the labels of another zone", () => {
    const { plan } = row(row(empty).plan, { zone: "z", label: "A" });
    expect(labels(plan).slice(5)).toEqual([
      "Circle A1",
      "Circle A2",
      "Circle A3",
      "Circle A4",
      "Circle A5",
    ]);
    expect(duplicateLabels(plan).size).toBe(0);
  });
  it("keep their seats when they are drawn anew", () => {
    const { plan, selection } = row(empty);
    const id = [...selection][0]?.slice(2) ?? "";
    const longer = redrawnRow(
      changedSeats(plan, new Set([`s:${plan.seats[0]?.guid}`]), { accessible: true }),
      id,
      { bend: 20 },
      50,
      7,
    );
    expect(longer.seats.slice(0, 5).map((seat) => seat.guid)).toEqual(
      plan.seats.map((seat) => seat.guid),
    );
    expect(longer.seats[0]?.accessible).toBe(true);
    expect(labels(longer)).toEqual(["A1", "A2", "A3", "A4", "A5", "A6", "A7"]);
    expect(labels(redrawnRow(longer, id, { direction: "odd_even" }, 50))).toEqual([
      "A7",
      "A5",
      "A3",
      "A1",
      "A2",
      "A4",
      "A6",
    ]);
    expect(labels(redrawnRow(longer, id, { label: "Box 1" }, 50))[0]).toBe("Box 1-1");
  });
});

describe("tables", () => {
  it("have their chairs around them, in both rows, or behind", () => {
    const round = tableSize("round", 8, 50);
    expect(
      chairPoints({ x: 0, y: 0, shape: "round", rotation: 0, ...round }, 8, 50).map(({ x, y }) =>
        Math.round(Math.hypot(x, y)),
      ),
    ).toEqual(Array(8).fill(Math.round(round.radius + 30)));
    const long = chairPoints(
      { x: 0, y: 0, shape: "long", rotation: 0, ...tableSize("long", 6, 50) },
      6,
      50,
    );
    expect(long.map(({ x, y }) => [x, Math.sign(y)])).toEqual([
      [-50, -1],
      [0, -1],
      [50, -1],
      [50, 1],
      [0, 1],
      [-50, 1],
    ]);
    expect(
      chairPoints(
        { x: 0, y: 0, shape: "head", rotation: 0, ...tableSize("head", 3, 50) },
        3,
        50,
      ).every(({ y }) => y < 0),
    ).toBe(true);
  });
  it("are labelled as the rest of the program does", () => {
    const { plan, selection } = addTable(empty, {
      x: 0,
      y: 0,
      shape: "round",
      chairs: 2,
      category: "vip",
      unit: 50,
      zone: null,
    });
    expect(labels(plan)).toEqual(["Table-1 Seat-1", "Table-1 Seat-2"]);
    const more = redrawnTable(
      plan,
      [...selection][0]?.slice(2) ?? "",
      { table_number: "Family" },
      50,
      3,
    );
    expect(labels(more)).toEqual(["Family Seat-1", "Family Seat-2", "Family Seat-3"]);
  });
});
