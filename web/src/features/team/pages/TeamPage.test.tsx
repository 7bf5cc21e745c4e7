import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Member } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { TeamPage } from "./TeamPage";

const member = (values: Partial<Member>): Member => ({
  id: "m1",
  event_id: "e1",
  user_id: "u1",
  email: "ana@example.com",
  name: "Ana Ruiz",
  display_name: null,
  role: "admin",
  status: "active",
  duties: [],
  permissions: [],
  assigned_by: null,
  assigned_at: null,
  expires_at: null,
  updated_at: "2027-01-01T10:00:00Z",
  version: 1,
  ...values,
});

const open = (can: Record<string, boolean>) => {
  answer({
    "GET /api/events/e1": event({ id: "e1", can }),
    "GET /api/events/e1/members": {
      items: [
        member({}),
        member({
          id: "m2",
          user_id: null,
          name: "bo@example.com",
          role: "viewer",
          status: "invited",
        }),
      ],
      next_cursor: null,
    },
  });
  show(<TeamPage />);
};

it("shows everybody with role and status, and what each role may do", async () => {
  open({ manage_members: true });
  expect(await screen.findByText("bo@example.com")).toBeVisible();
  expect(screen.getByText("Invited")).toBeVisible();
  expect(await screen.findByRole("button", { name: "Invite someone" })).toBeVisible();
  expect(screen.getByRole("rowheader", { name: "See the activity log" })).toBeVisible();
});

it("offers no changes to whoever may not manage the team", async () => {
  open({ view_event: true });
  expect(await screen.findByText("bo@example.com")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Invite someone" })).toBeNull();
  expect(screen.queryByRole("button", { name: "More about bo@example.com" })).toBeNull();
});
