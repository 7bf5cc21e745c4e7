import { expect, test } from "vitest";
import { leftAlone } from "./alone";

const row = (letters: string) =>
  [...letters].flatMap((letter, x) =>
    letter === " "
      ? []
      : [
          {
            id: `${x}`,
            seat_number: `A${x}`,
            row: "A",
            x,
            y: 0,
            status: letter === "f" ? ("free" as const) : ("assigned" as const),
          },
        ],
  );
const alone = (letters: string, ...chosen: number[]) =>
  leftAlone(row(letters), new Set(chosen.map(String))).map((seat) => Number(seat.id));

test("a single seat between two taken ones is noticed", () => {
  expect(alone("affffa", 2)).toEqual([1]);
  expect(alone("ffffff", 1, 3)).toEqual([2]);
  expect(alone("affffa", 1, 2)).toEqual([]);
  expect(alone("ffff", 1)).toEqual([]);
  expect(alone("aff  fa", 1)).toEqual([]);
});
