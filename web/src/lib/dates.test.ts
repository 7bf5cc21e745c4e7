import { expect, test, vi } from "vitest";
import { dayAndTime, daysUntil, isElsewhere, knownZones, localZone } from "./dates";
import { activateLocale, formatLocale } from "./i18n";

test("days until an event are calendar days in the event's time zone", () => {
  const now = new Date("2026-11-28T15:00:00Z");
  expect(daysUntil("2027-01-12T18:00:00Z", "UTC", now)).toBe(45);
  expect(daysUntil("2027-01-12T01:00:00Z", "UTC", now)).toBe(45);
  expect(daysUntil("2026-11-28T23:30:00Z", "UTC", now)).toBe(0);
  expect(daysUntil("2026-11-28T23:30:00Z", "Europe/Madrid", now)).toBe(1);
  expect(daysUntil("2026-11-27T15:00:00Z", "UTC", now)).toBe(-1);
});

test("dates are written as the reader's region does", async () => {
  await activateLocale("en");
  expect(formatLocale(["en-US", "es"])).toBe("en-US");
  expect(formatLocale(["es-MX", "en-AU"])).toBe("en-AU");
  expect(formatLocale(["es"])).toBe("en-GB");
  await activateLocale("ar");
  expect(formatLocale(["ar-EG"])).toBe("ar-EG-u-nu-latn");
  await activateLocale("en");
});

test("an American reads the month first and 12 hours, a Briton the day first and 24", () => {
  const languages = vi.spyOn(navigator, "languages", "get");
  languages.mockReturnValue(["en-US"]);
  expect(dayAndTime("2031-05-01T16:05:00Z", "Europe/Madrid")).toMatch(/May 1, 2031.*6:05\sPM/);
  languages.mockReturnValue(["en-GB"]);
  expect(dayAndTime("2031-05-01T16:05:00Z", "Europe/Madrid")).toMatch(/1 May 2031.*18:05/);
  languages.mockRestore();
});

test("a zone is named only where its clocks differ from the reader's", () => {
  expect(isElsewhere("2031-05-01T16:00:00Z", "Europe/Madrid", "Europe/Paris")).toBe(false);
  expect(isElsewhere("2031-05-01T16:00:00Z", "Europe/Madrid", "Europe/London")).toBe(true);
});

test("a summer event's time zone has its offset in summer, whatever the season now", () => {
  const madrid = (date: string) =>
    knownZones("Europe/Madrid", new Date(date)).find(({ id }) => id === "Europe/Madrid")?.label;
  expect(madrid("2031-07-12T16:00:00Z")).toBe("Madrid (GMT+2)");
  expect(madrid("2031-12-12T16:00:00Z")).toBe("Madrid (GMT+1)");
});

test("time zones are found by city, offset and name, the reader's own first", () => {
  const zones = knownZones("Europe/Madrid", new Date("2031-01-15T12:00:00Z"));
  const madrid = zones.find(({ id }) => id === "Europe/Madrid");
  expect(zones[0]?.id).toBe(localZone());
  expect(madrid?.label).toBe("Madrid (GMT+1)");
  expect(madrid?.hint).toMatch(/Central European/);
  expect(madrid?.keywords).toContain("UTC+1");
});
