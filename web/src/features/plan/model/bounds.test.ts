import { expect, it } from "vitest";
import { boxAround, inside } from "./bounds";
import { typicalSpacing } from "./document";
import { empty, row } from "./samples";

it("knows inside from outside, boxes, and how far apart seats usually stand", () => {
  const star = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 5, y: 5 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ];
  expect([inside({ x: 2, y: 5 }, star), inside({ x: 8, y: 5 }, star)]).toEqual([true, false]);
  expect(
    boxAround(
      [
        { x: 1, y: 2 },
        { x: -3, y: 9 },
      ],
      1,
    ),
  ).toEqual([-4, 1, 2, 10]);
  expect(typicalSpacing(row(empty).plan)).toBe(50);
  expect(typicalSpacing(empty)).toBe(55);
});
