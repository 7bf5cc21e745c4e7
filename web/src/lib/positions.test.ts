import { expect, it } from "vitest";
import { positionOf, positionText } from "./positions";

it.each([
  ["40.4168, -3.7038", { latitude: 40.4168, longitude: -3.7038 }],
  ["-17.7,180", { latitude: -17.7, longitude: 180 }],
  ["  90 0 ", { latitude: 90, longitude: 0 }],
])("reads %s", (text, position) => {
  expect(positionOf(text)).toEqual(position);
});

it.each(["", "40.4168", "Madrid", "999, 999", "91, 0", "0, -181", "1, 2, 3"])(
  "doesn't take %s for a place",
  (text) => {
    expect(positionOf(text)).toBeNull();
  },
);

it("writes what it reads", () => {
  const position = { latitude: 40.41678, longitude: -3.70379 };
  expect(positionOf(positionText(position))).toEqual(position);
});
