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

function answers(items: Message[]) {
  const event = eventItem({ id: "e1", can: { send_messages: true, see_contacts: true } });
  const sent: unknown[] = [];
  answer({
    "GET /api/events/e1": event,
    "GET /api/events/e1/messages": { items, next_cursor: null, total: null, unread: items.length },
    "POST /api/messages/m1/reply": (request: Request) =>
      request.json().then((body: unknown) => {
        sent.push(body);
        return Response.json({ ...message, id: "m2" }, { status: 201 });
      }),
  });
  return sent;
}

it("shows who wrote what, and sends a reply", async () => {
  const sent = answers([message]);
  show(<InboxPage />, "/events/e1/inbox", "/events/$eventId/inbox");

  expect(await screen.findByText("Is there parking?")).toHaveAttribute("dir", "auto");
  expect(screen.getByText("The Smiths")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Write a reply" }));
  await userEvent.type(screen.getByRole("textbox"), "Yes, behind the house.");
  await userEvent.click(screen.getByRole("button", { name: "Send reply" }));

  await expect.poll(() => sent).toEqual([{ text: "Yes, behind the house." }]);
});

it("says what belongs here while nobody has written", async () => {
  answers([]);
  show(<InboxPage />, "/events/e1/inbox", "/events/$eventId/inbox");

  expect(await screen.findByText("No messages yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to invitations" })).toBeVisible();
});
