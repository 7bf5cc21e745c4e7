import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Message } from "@/api";
import { answer, show } from "@/test/render";
import { eventItem } from "@/test/rows";
import { InboxPage } from "./InboxPage";

const message: Message = {
  id: "m1",
  event_id: "e1",
  guest_id: "g1",
  name: "Al Smith",
  invitation_id: "i1",
  party: "The Smiths",
  channel: "page",
  direction: "in",
  status: "delivered",
  provider_id: null,
  error: null,
  subject: "",
  text: "Is there parking?",
  at: "2026-05-01T10:00:00Z",
  read_at: null,
  in_reply_to: null,
  answered_at: null,
};

const answers = (items: Message[]) =>
  answer({
    "GET /api/events/e1": {
      ...eventItem(),
      can: { send_messages: true, see_contacts: true },
    },
    "GET /api/events/e1/messages": { items, next_cursor: null, total: null, unread: items.length },
    "POST /api/messages/m1/reply": { ...message, id: "m2", direction: "out" },
  });

const open = () =>
  show(
    <InboxPage />,
    "/authenticated/app/events/e1/inbox",
    "/authenticated/app/events/$eventId/inbox",
  );

it("shows who wrote what, and sends a reply", async () => {
  const calls = answers([message]);
  open();

  expect(await screen.findByText("Is there parking?")).toHaveAttribute("dir", "auto");
  expect(screen.getByText("The Smiths")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Write a reply" }));
  await userEvent.type(screen.getByRole("textbox"), "Yes, behind the house.");
  await userEvent.click(screen.getByRole("button", { name: "Send reply" }));

  await expect
    .poll(() => calls.filter((call) => call.method === "POST").map((call) => call.body))
    .toEqual([{ text: "Yes, behind the house." }]);
});

it("says what belongs here while nobody has written", async () => {
  answers([]);
  open();

  expect(await screen.findByText("No messages yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to invitations" })).toBeVisible();
});
