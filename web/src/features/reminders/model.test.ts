import { expect, test } from "vitest";
import { offsetLabel, unitOf } from "./model";

test("an offset is said in the largest unit that fits", () => {
  expect([0, 45, 60, 180, 1440, 4320, 20160].map(offsetLabel)).toEqual([
    "when it begins",
    "45 minutes before",
    "1 hour before",
    "3 hours before",
    "1 day before",
    "3 days before",
    "2 weeks before",
  ]);
  expect([60, 2880, 10080].map(unitOf)).toEqual(["hours", "days", "weeks"]);
});
