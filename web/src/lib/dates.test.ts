import { expect, test } from "vitest";
import { daysUntil } from "./dates";

test("days until an event are calendar days in the event's time zone", () => {
  const now = new Date("2026-11-28T15:00:00Z");
  expect(daysUntil("2027-01-12T18:00:00Z", "UTC", now)).toBe(45);
  expect(daysUntil("2027-01-12T01:00:00Z", "UTC", now)).toBe(45);
  expect(daysUntil("2026-11-28T23:30:00Z", "UTC", now)).toBe(0);
  expect(daysUntil("2026-11-28T23:30:00Z", "Europe/Madrid", now)).toBe(1);
  expect(daysUntil("2026-11-27T15:00:00Z", "UTC", now)).toBe(-1);
});
