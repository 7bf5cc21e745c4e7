import { i18n } from "@lingui/core";
import { beforeAll, expect, it } from "vitest";
import { whenLabel } from "./when";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const event = {
  starts_at: "2030-05-01T16:00:00Z",
  ends_at: "2030-05-01T23:30:00Z",
  timezone: "Europe/Madrid",
};

it.each([
  ["2030-04-28T10:00:00Z", "3 days to go"],
  ["2030-04-29T22:30:00Z", "Tomorrow"], // already the 30th in Madrid
  ["2030-05-01T15:59:00Z", "Today"],
  ["2030-05-01T16:01:00Z", "Happening now"],
  ["2030-05-01T23:00:00Z", "Happening now"], // past midnight in Madrid
  ["2030-05-01T23:31:00Z", "It's over"],
])("at %s says %s", (at, words) => {
  expect(whenLabel(event, Date.parse(at))).toBe(words);
});

it("lasts the whole day without an end", () => {
  const open = { ...event, ends_at: null };

  expect(whenLabel(open, Date.parse("2030-05-01T20:00:00Z"))).toBe("Today");
  expect(whenLabel(open, Date.parse("2030-05-02T10:00:00Z"))).toBe("It's over");
});
