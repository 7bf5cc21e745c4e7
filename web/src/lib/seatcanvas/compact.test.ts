import { expect, it } from "vitest";
import { seatsFrom } from "./compact";

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
