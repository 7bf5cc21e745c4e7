import { describe, expect, it } from "vitest";
import { attendee, stats } from "@/test/rows";
import { patchArrivals, patchStats } from "./live";
import { arrivalSteps } from "./model";

describe("the dashboard after a message", () => {
  it("counts who comes in and goes out", () => {
    const inside = patchStats(stats(), { action: "guest_checked_in" });
    expect(inside.checked_in).toBe(3);
    expect(patchStats(inside, { action: "guest_checked_out" })).toMatchObject({ checked_in: 2, left: 1 });
  });

  it("puts the newest arrival on top and nobody twice", () => {
    const message = { action: "guest_checked_in", guest_id: "g1", name: "Ana Smith", checkin_time: "2027-05-01T17:00:00Z" };
    const once = patchArrivals([attendee({ id: "a2", guest_id: "g2" })], message);
    expect(once.map((row) => row.guest_id)).toEqual(["g1", "g2"]);
    expect(patchArrivals(once, message)).toHaveLength(2);
    expect(patchArrivals(once, { action: "guest_checked_out", guest_id: "g1" })).toHaveLength(1);
  });

  it("groups arrivals by five minutes", () => {
    const now = Date.parse("2027-05-01T17:12:00Z");
    const steps = arrivalSteps(["17:01", "17:04", "17:11"].map((time) => attendee({ checked_in_at: `2027-05-01T${time}:00Z` })), now);
    expect(steps.at(-1)?.value).toBe(1);
    expect(steps.reduce((sum, step) => sum + step.value, 0)).toBe(3);
  });
});
