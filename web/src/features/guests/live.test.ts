import { describe, expect, it } from "vitest";
import { attendee } from "@/test/rows";
import { makeFact } from "@/test/facts";
import { patched, type LiveMessage } from "@/api";
import { patchPage, rowPatches } from "./live";

const patchRow = (row: ReturnType<typeof attendee>, message: LiveMessage) =>
  patched(rowPatches, row, message);

describe("a guest's row after a message", () => {
  it("is inside once checked in, and left once checked out", () => {
    const inside = patchRow(
      attendee(),
      makeFact("guest_checked_in", {
        attendee_id: "a1",
        checkin_time: "2027-05-01T17:00:00Z",
      }),
    );
    expect(inside).toMatchObject({
      attendance: "checked_in",
      status: "going",
      checked_in_at: "2027-05-01T17:00:00Z",
    });
    expect(patchRow(inside, makeFact("guest_checked_out", { attendee_id: "a1" })).attendance).toBe(
      "left",
    );
  });

  it("gains a seat, and loses it to whoever gets it next", () => {
    const seated = patchRow(
      attendee(),
      makeFact("seat_assigned", {
        seat_id: "s1",
        seat_number: "A1",
        attendee_id: "a1",
      }),
    );
    expect(seated.seat_number).toBe("A1");
    expect(
      patchRow(
        seated,
        makeFact("seat_assigned", {
          seat_id: "s1",
          seat_number: "A1",
          attendee_id: "a2",
        }),
      ).seat_id,
    ).toBeNull();
    expect(patchRow(seated, makeFact("seat_freed", { seat_id: "s1" })).seat_id).toBeNull();
  });

  it("follows its invitation: on its way, opened, answered", () => {
    const row = attendee({ invitation_id: "i1", status: "pending", email: "jo@example.com" });
    const sent = patchRow(row, makeFact("invitation_sent", { invitation_id: "i1" }));
    const opened = patchRow(sent, makeFact("invitation_opened", { invitation_id: "i1" }));
    const again = patchRow(opened, makeFact("invitation_sent", { invitation_id: "i1" }));
    const replied = patchRow(
      again,
      makeFact("guest_responded", { attendee_id: "a1", own_status: "declined" }),
    );

    expect([sent, opened, again, replied].map((one) => one.delivery)).toEqual([
      "queued",
      "opened",
      "opened",
      "answered",
    ]);
  });

  it("is the same object when the message is about someone else", () => {
    const row = attendee();
    expect(patchRow(row, makeFact("guest_checked_in", { attendee_id: "other" }))).toBe(row);
  });
});

describe("a page of guests", () => {
  it("is read again when a message doesn't say what changed", () => {
    expect(
      patchPage({ items: [attendee()], next_cursor: null, total: null }, makeFact("list_changed"))
        .verdict,
    ).toBe("read");
    expect(
      patchPage(
        { items: [attendee()], next_cursor: null, total: null },
        makeFact("guest_responded", { attendee_id: "a1", status: "accepted", own_status: "going" }),
      ).verdict,
    ).toBe("patched");
  });
});
