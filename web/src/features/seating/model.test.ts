import { describe, expect, it } from "vitest";
import { layOut, nextSeat } from "@/lib/seatplan";
import { seat } from "@/test/rows";
import { categoryLooks, countByStatus, groupOf, seatDescription } from "./model";

const row = [0, 1, 2].map((index) =>
  seat({ id: `s${index}`, seat_number: `A${index + 1}`, x: index * 30, y: 0 }),
);

describe("the plan", () => {
  it("finds its own measure and frames every seat", () => {
    const plan = layOut(row, undefined);
    expect(plan.unit).toBe(30);
    expect(plan.box[2]).toBeGreaterThan(60);
  });

  it("lines up seats that have no place of their own below the others", () => {
    const plan = layOut(
      [...row, seat({ id: "x", seat_number: "B1", row: "B", x: null, y: null })],
      undefined,
    );
    expect(plan.seats.find((one) => one.id === "x")?.py).toBeGreaterThan(0);
  });

  it("walks by arrow keys to the nearest seat of a direction", () => {
    const plan = layOut(row, undefined);
    const [first, second, third] = plan.seats;
    if (!first || !second || !third) throw new Error("three seats");
    expect(nextSeat(plan.seats, first, 1, 0)).toBe(second);
    expect(nextSeat(plan.seats, third, 1, 0)).toBe(third);
  });

  it("says in words all that it shows", () => {
    expect(
      seatDescription(seat({ status: "assigned", guest: { name: "Ana" }, accessible: true })),
    ).toBe("Seat A1, Row A, Regular, taken by Ana, accessible");
    expect(groupOf(seat({ table_number: "Table-1" }))).toBe("Table 1");
  });

  it("gives each category a hue and all but the usual one a letter", () => {
    const looks = categoryLooks(
      [seat(), seat({ id: "2" }), seat({ id: "3", category: "vip" })],
      [],
    );
    expect(looks.map((look) => look.letter)).toEqual([null, "V"]);
    expect(new Set(looks.map((look) => look.hue)).size).toBe(2);
  });

  it("counts by state", () => {
    expect(countByStatus([seat(), seat({ status: "held" })])).toEqual({
      free: 1,
      held: 1,
      assigned: 0,
      blocked: 0,
    });
  });
});
