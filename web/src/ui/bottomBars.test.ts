import { expect, test } from "vitest";
import { takenAtBottom } from "./bottomBars";

test("toasts begin above the highest bar at the bottom of the screen", () => {
  expect(takenAtBottom(740, [])).toBe(16);
  expect(takenAtBottom(740, [{ top: 680, bottom: 740 }])).toBe(68);
  expect(
    takenAtBottom(740, [
      { top: 680, bottom: 740 },
      { top: 600, bottom: 660 },
    ]),
  ).toBe(148);
});

test("toasts ignore bars that are hidden or scrolled away", () => {
  expect(takenAtBottom(740, [{ top: 0, bottom: 0 }])).toBe(16);
  expect(takenAtBottom(740, [{ top: 900, bottom: 960 }])).toBe(16);
});
