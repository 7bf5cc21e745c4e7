import { describe, expect, it } from "vitest";
import { dayAndTime, toInstant, toWall } from "@/lib/dates";
import { event, eventItem } from "@/test/rows";
import { groupEvents, nextStep } from "./model";

const now = new Date("2027-05-01T10:00:00Z");

describe("the list of events", () => {
  it("has today's first, then the coming, then the past", () => {
    const groups = groupEvents(
      [
        eventItem({ id: "past", starts_at: "2027-04-01T10:00:00Z" }),
        eventItem({ id: "later", starts_at: "2027-06-01T10:00:00Z" }),
        eventItem({ id: "today" }),
        eventItem({ id: "draft", starts_at: null }),
      ],
      now,
    );
    expect(groups.today.map((one) => one.id)).toEqual(["today"]);
    expect(groups.coming.map((one) => one.id)).toEqual(["later", "draft"]);
    expect(groups.past.map((one) => one.id)).toEqual(["past"]);
  });
});

it("speaks of times as the place of the event does", () => {
  expect(dayAndTime("2027-05-01T16:00:00Z", "Europe/Madrid")).toMatch(/6:00\sPM/);
  expect(toInstant(toWall("2027-05-01T16:00:00.000Z", "Europe/Madrid"), "Europe/Madrid")).toBe(
    "2027-05-01T16:00:00.000Z",
  );
});

it("offers what fits the day: publish, invite, check in, nothing", () => {
  const can = { edit_event: true, edit_invitations: true, check_in: true };
  const at = (time: string, more = {}) =>
    nextStep(
      event({
        status: "published",
        starts_at: "2027-05-01T16:00:00Z",
        ends_at: null,
        can,
        ...more,
      }),
      new Date(time),
    );
  expect(at("2027-04-01T10:00:00Z", { status: "draft" })).toBe("publish");
  expect(at("2027-04-01T10:00:00Z", { status: "draft", starts_at: null })).toBe("date");
  expect(at("2027-04-01T10:00:00Z")).toBe("invite");
  expect(at("2027-05-01T08:00:00Z")).toBe("door");
  expect(at("2027-05-02T01:00:00Z", { ends_at: "2027-05-02T03:00:00Z" })).toBe("door");
  expect(at("2027-05-03T08:00:00Z")).toBe("none");
  expect(at("2027-05-01T08:00:00Z", { can: {} })).toBe("none");
});
