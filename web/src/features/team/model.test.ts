import { describe, expect, it } from "vitest";
import type { Member } from "@/api";
import { mayDo, rightRows, roles, statusLabel } from "./model";

const invited = (expires_at: string | null) => ({ status: "invited", expires_at }) as Member;

describe("the team", () => {
  it("says when an invitation has expired", () => {
    const now = new Date("2027-05-01T12:00:00Z");
    expect(statusLabel(invited("2027-05-02T12:00:00Z"), now).word).toBe("Invited");
    expect(statusLabel(invited("2027-05-01T11:00:00Z"), now).word).toBe("Invitation expired");
  });

  it("gives each role all that the role below may do, and more", () => {
    const counts = roles.map((role) => rightRows().filter((row) => mayDo(role, row.from)).length);
    expect(counts).toEqual([2, 7, 11]);
  });
});
