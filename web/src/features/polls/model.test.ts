import { CalendarDateTime } from "@internationalized/date";
import { expect, it } from "vitest";
import { nextDay, nextWeek, optionsOf } from "./model";

const saturday = new CalendarDateTime(2031, 10, 25, 20, 0);

it("the same time on the next day and week is the same by the clock, also across its change", () => {
  const days = [saturday, nextDay(saturday), nextWeek(saturday)];
  expect(optionsOf(days, 4, "Europe/Madrid")).toEqual([
    { starts_at: "2031-10-25T18:00:00.000Z", ends_at: "2031-10-25T22:00:00.000Z" },
    { starts_at: "2031-10-26T19:00:00.000Z", ends_at: "2031-10-26T23:00:00.000Z" },
    { starts_at: "2031-11-01T19:00:00.000Z", ends_at: "2031-11-01T23:00:00.000Z" },
  ]);
});

it("a date that was typed twice is asked for once, and an end is left out if there is none", () => {
  expect(optionsOf([nextDay(saturday), saturday, saturday], 0, "Europe/Madrid")).toEqual([
    { starts_at: "2031-10-25T18:00:00.000Z", ends_at: null },
    { starts_at: "2031-10-26T19:00:00.000Z", ends_at: null },
  ]);
});
