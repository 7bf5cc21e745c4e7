import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { MyInvite } from "@/api";
import { answer, show } from "@/test/render";
import { Toasts } from "@/ui";
import { MyInvites } from "./MyInvites";

const invite: MyInvite = {
  id: "i1",
  event_id: "e1",
  event: {
    id: "e1",
    title: "Ana & Luis",
    slug: "ana-luis",
    starts_at: "2030-05-01T16:00:00Z",
    ends_at: null,
    timezone: "Europe/Madrid",
    venue_text: "",
    status: "published",
  },
  host: "Ana Ruiz",
  message: "Do come!",
  status: "pending",
  places: 1,
  code: "abc",
  url: "http://convite.test/r/abc",
  expires_at: null,
  created_at: "2030-01-01T12:00:00Z",
};

function open(items: MyInvite[]) {
  const calls = answer({
    "GET /api/me/invites": { items, next_cursor: null },
    "POST /api/invites/i1/accept": { ...invite, status: "accepted" },
    "POST /api/invites/i1/decline": { ...invite, status: "declined" },
  });
  show(
    <>
      <MyInvites />
      <Toasts />
    </>,
    "/events",
    "/events",
  );
  return calls;
}

it("says who invites to what, and takes a yes", async () => {
  const calls = open([invite]);
  expect(await screen.findByText("Do come!")).toBeVisible();
  expect(screen.getByRole("link", { name: "Ana & Luis" })).toHaveAttribute("href", "/r/abc");

  await userEvent.click(screen.getByRole("button", { name: "Yes" }));

  await waitFor(() =>
    expect(calls.some((call) => call.path === "/api/invites/i1/accept")).toBe(true),
  );
  expect(await screen.findByText(/You’re coming to/)).toBeVisible();
});

it("shows nothing without invites", async () => {
  const calls = open([]);
  await waitFor(() => expect(calls.length).toBeGreaterThan(0));
  expect(screen.queryByRole("heading")).toBeNull();
});
