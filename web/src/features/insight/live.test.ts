import { describe, expect, it } from "vitest";
import { patched, type LiveMessage, type Stats, type ZoneFigures } from "@/api";
import { makeFact } from "@/test/facts";
import { stats } from "@/test/rows";
import { statsPatches } from "./live";
import { parts, shortName, zoneName } from "./model";

const zone = { zone: null, name: "", has_seats: true, expected: 1, arrived: 0, inside: 0 };

const patchStats = (before: Stats, message: LiveMessage) => patched(statsPatches, before, message);

describe("the dashboard after a message", () => {
  it("counts who comes in and goes out", () => {
    const inside = patchStats(stats(), makeFact("guest_checked_in"));
    expect(inside.checked_in).toBe(3);
    expect(patchStats(inside, makeFact("guest_checked_out", { was_inside: true }))).toMatchObject({
      checked_in: 2,
      left: 1,
    });
  });

  it("counts nobody again who goes from one part to the next", () => {
    const before = stats();
    expect(patchStats(before, makeFact("guest_checked_in", { was_inside: true }))).toEqual(before);
    expect(
      patchStats(
        before,
        makeFact("guest_checked_out", { was_inside: true, attendance: "checked_in" }),
      ),
    ).toEqual(before);
  });
});

describe("the screen at the entrance", () => {
  it("shortens names for passers-by, whatever the alphabet", () => {
    expect(["Ana María Smith", "أحمد علي", "Zoë"].map(shortName)).toEqual([
      "Ana S.",
      "أحمد ع.",
      "Zoë",
    ]);
  });

  it("lists zones only where there is something to tell apart", () => {
    expect(parts([zone])).toEqual([]);
    const named = { ...zone, zone: "stalls", name: "Stalls" };
    const names = (zones: ZoneFigures[]) => parts(zones).map((one) => zoneName(one, zones));
    expect(names([named])).toEqual(["Stalls"]);
    expect(names([{ ...named, expected: 0 }])).toEqual([]);
    expect(names([named, zone])).toEqual(["Stalls", "Other seats"]);
    expect(names([zone, { ...zone, has_seats: false }])).toEqual(["With a seat", "Without a seat"]);
  });
});
