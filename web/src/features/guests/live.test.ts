import { describe, expect, it } from "vitest";
import { attendee } from "@/test/rows";
import { patchPage, patchRow } from "./live";

describe("a guest's row after a message", () => {
  it("is inside once checked in, and left once checked out", () => {
    const inside = patchRow(attendee(), {
      action: "guest_checked_in",
      guest_id: "g1",
      checkin_time: "2027-05-01T17:00:00Z",
    });
    expect(inside).toMatchObject({
      attendance: "checked_in",
      status: "going",
      checked_in_at: "2027-05-01T17:00:00Z",
    });
    expect(patchRow(inside, { action: "guest_checked_out", guest_id: "g1" }).attendance).toBe(
      "left",
    );
  });

  it("gains a seat, and loses it to whoever gets it next", () => {
    const seated = patchRow(attendee(), {
      action: "seat_assigned",
      seat_id: "s1",
      seat_number: "A1",
      guest: { guest_id: "g1", name: "Ana" },
    });
    expect(seated.seat_number).toBe("A1");
    expect(
      patchRow(seated, {
        action: "seat_assigned",
        seat_id: "s1",
        seat_number: "A1",
        guest: { guest_id: "g2", name: "Luis" },
      }).seat_id,
    ).toBeNull();
    expect(patchRow(seated, { action: "seat_freed", seat_id: "s1" }).seat_id).toBeNull();
  });

  it("is the same object when the message is about someone else", () => {
    const row = attendee();
    expect(patchRow(row, { action: "guest_checked_in", guest_id: "other" })).toBe(row);
  });
});

describe("a page of guests", () => {
  it("is read again when a message doesn't say what changed", () => {
    expect(
      patchPage({ items: [attendee()], next_cursor: null, total: null }, { action: "list_changed" })
        .verdict,
    ).toBe("read");
    expect(
      patchPage(
        { items: [attendee()], next_cursor: null, total: null },
        { action: "guest_responded", guest_id: "g1", status: "accepted", own_status: "going" },
      ).verdict,
    ).toBe("patched");
  });
});
