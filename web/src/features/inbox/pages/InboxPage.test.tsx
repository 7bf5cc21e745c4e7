import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Conversation, ConversationDetail, Message } from "@/api";
import { answer, show } from "@/test/render";
import { eventItem } from "@/test/rows";
import { InboxPage } from "./InboxPage";

const conversation: Conversation = {
  id: "c1",
  event_id: "e1",
  invitation_id: "i1",
  party: "The Smiths",
  guest_id: "g1",
  name: "Al Smith",
  address: null,
  last_at: "2026-05-01T10:00:00Z",
  last_text: "Is there parking?",
  last_direction: "in",
  last_channel: "whatsapp",
  unread: 1,
  assigned_to: null,
  assignee: null,
};

const message: Message = {
  id: "m1",
  event_id: "e1",
  guest_id: "g1",
  name: "Al Smith",
  invitation_id: "i1",
  party: "The Smiths",
  channel: "whatsapp",
  direction: "in",
  status: "delivered",
  provider_id: null,
  error: null,
  subject: "",
  text: "Is there parking?",
  at: "2026-05-01T10:00:00Z",
  read_at: null,
  conversation_id: "c1",
  in_reply_to: null,
  answered_at: null,
  files: [],
};

const WAYS: ConversationDetail["ways"] = [
  { channel: "whatsapp", reason: null, until: "2090-05-02T10:00:00Z" },
  { channel: "email", reason: null, until: null },
];
/** WhatsApp's window ended since the page was loaded. */
const LATE: ConversationDetail["ways"] = [
  { channel: "whatsapp", reason: null, until: "2026-05-02T10:00:00Z" },
  { channel: "email", reason: null, until: null },
];

const answers = (
  items: Conversation[],
  { thread = [message], ways = WAYS }: { thread?: Message[]; ways?: typeof WAYS } = {},
) =>
  answer({
    "GET /api/me": { id: "u1", name: "Ana Ruiz" },
    "GET /api/events/e1": {
      ...eventItem(),
      can: { send_messages: true, see_contacts: true },
    },
    "GET /api/events/e1/conversations": { items, next_cursor: null, total: null, unread: 1 },
    "GET /api/events/e1/conversations/assignees": {
      items: [
        { user_id: "u1", name: "Ana Ruiz" },
        { user_id: "u2", name: "Bo Lee" },
      ],
    },
    "GET /api/conversations/c1": { ...conversation, ways },
    "GET /api/conversations/c2": { ...conversation, id: "c2", party: "The Lees", ways },
    "POST /api/conversations/c1/read": { ...conversation, unread: 0, ways },
    "POST /api/conversations/c1/assign": { ...conversation, assigned_to: "u2", ways },
    "POST /api/conversations/c1/reply": { ...message, id: "m2", direction: "out" },
    "GET /api/events/e1/messages": { items: thread, next_cursor: null, total: null, unread: 1 },
  });

const open = (search = "") =>
  show(
    <InboxPage />,
    `/authenticated/app/events/e1/inbox${search}`,
    "/authenticated/app/events/$eventId/inbox",
  );

it("lists who wrote, by which channel, and what nobody has read", async () => {
  answers([conversation]);
  open();

  const row = await screen.findByRole("link", { name: /The Smiths/ });
  expect(row).toHaveAttribute("href", "/events/e1/inbox?conversation=c1");
  expect(within(row).getByText("WhatsApp")).toBeInTheDocument();
  expect(within(row).getByText("1 unread message")).toBeInTheDocument();
  expect(screen.getByText("Choose a conversation")).toBeInTheDocument();
});

it("marks a conversation as read when it is opened, and sends a reply", async () => {
  const calls = answers([conversation]);
  open("?conversation=c1");

  const thread = await screen.findByRole("log");
  expect(await within(thread).findByText("Is there parking?")).toHaveAttribute("dir", "auto");
  const field = await screen.findByRole("textbox", { name: "Your reply by WhatsApp" });
  await userEvent.type(field, "Yes, behind the house.");
  await userEvent.click(screen.getByRole("button", { name: "Send reply" }));

  await expect
    .poll(() =>
      calls.filter(({ method }) => method === "POST").map(({ path, body }) => [path, body]),
    )
    .toEqual([
      ["/api/conversations/c1/read", null],
      ["/api/conversations/c1/reply", { text: "Yes, behind the house.", channel: "whatsapp" }],
    ]);
});

it("leaves nothing of a conversation on the page when another one is opened", async () => {
  answers([conversation, { ...conversation, id: "c2", party: "The Lees", unread: 0 }]);
  const { router } = open("?conversation=c1");
  await screen.findByRole("textbox", { name: "Your reply by WhatsApp" });

  act(() => router.history.push("/authenticated/app/events/e1/inbox?conversation=c2"));

  expect(await screen.findByRole("heading", { name: "The Lees" })).toBeVisible();
  await screen.findByRole("textbox", { name: "Your reply by WhatsApp" });
  expect(screen.getAllByRole("log", { name: "Messages" })).toHaveLength(1);
});

it("says before anything is typed that WhatsApp's time is over, and offers mail", async () => {
  answers([conversation], { ways: LATE });
  open("?conversation=c1");

  expect(await screen.findByText(/More than 24 hours have passed/)).toBeVisible();
  expect(screen.queryByRole("textbox", { name: /Your reply/ })).toBeNull();
  await userEvent.click(screen.getByRole("radio", { name: "E-mail" }));

  expect(await screen.findByRole("textbox", { name: "Your reply by E-mail" })).toBeVisible();
});

it("shows how far a reply is, and what else was sent", async () => {
  const failed: Message = {
    ...message,
    id: "m2",
    direction: "out",
    status: "failed",
    error: { code: "failed", text: "The number isn't on WhatsApp." },
    text: "Yes",
  };
  const reminder: Message = {
    ...message,
    id: "m3",
    direction: "out",
    channel: "email",
    status: "sent",
    subject: "Please reply",
    text: "Will you come?",
    conversation_id: null,
  };
  answers([conversation], { thread: [failed, reminder, message] });
  open("?conversation=c1");

  const reply = await screen.findByRole("article", { name: "Your reply" });
  expect(within(reply).getByText("Not delivered")).toBeVisible();
  expect(within(reply).getByText("The number isn't on WhatsApp.")).toBeVisible();
  expect(screen.getByText("Please reply")).toBeVisible();
  expect(screen.getByText("Will you come?")).not.toBeVisible();
});

it("assigns a conversation to one of the team", async () => {
  const calls = answers([conversation]);
  open("?conversation=c1");

  await userEvent.click(await screen.findByRole("button", { name: "Assign" }));
  expect(await screen.findByRole("menuitem", { name: "Assign to me" })).toBeVisible();
  await userEvent.click(screen.getByRole("menuitem", { name: "Bo Lee" }));

  await expect
    .poll(() => calls.find(({ path }) => path.endsWith("/assign"))?.body)
    .toEqual({ user_id: "u2" });
});

it("says what belongs here while nobody has written", async () => {
  answers([]);
  open();

  expect(await screen.findByText("No messages yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to invitations" })).toBeVisible();
});
