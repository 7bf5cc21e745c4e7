import { describe, expect, it } from "vitest";
import { makeFact } from "@/test/facts";
import { seat } from "@/test/rows";
import { patchSeats } from "./live";

const seats = [seat(), seat({ id: "s2", seat_number: "A2" })];

describe("seats after a message", () => {
  it("are held, taken and freed, one at a time", () => {
    const held = patchSeats(
      seats,
      makeFact("seat_locked", {
        seat_id: "s1",
        held_until: "2027-01-01T00:00:00Z",
      }),
    );
    expect(held).not.toBe("read");
    if (held === "read") return;
    expect(held[0]).toMatchObject({ status: "held", held_until: "2027-01-01T00:00:00Z" });
    expect(held[1]).toBe(seats[1]);
    const taken = patchSeats(
      held,
      makeFact("seat_assigned", {
        seat_id: "s1",
        guest: { guest_id: "g1", name: "Ana" },
      }),
    );
    expect(taken).toMatchObject([{ status: "assigned", guest: { name: "Ana" } }, {}]);
    expect(
      patchSeats(taken as typeof seats, makeFact("seat_freed", { seat_id: "s1" })),
    ).toMatchObject([{ status: "free", guest: null }, {}]);
  });

  it("are read again when a seat is new or the whole plan changed", () => {
    expect(patchSeats(seats, makeFact("seat_freed", { seat_id: "unknown" }))).toBe("read");
    expect(patchSeats(seats, makeFact("list_changed", { kind: "seats" }))).toBe("read");
  });

  it("stay the same object when the message is about something else", () => {
    expect(patchSeats(seats, makeFact("guest_responded", { guest_id: "g1" }))).toBe(seats);
  });
});
