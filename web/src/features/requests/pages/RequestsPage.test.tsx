import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { JoinRequest } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { Toasts } from "@/ui";
import { RequestsPage } from "./RequestsPage";

const request = (values: Partial<JoinRequest>): JoinRequest => ({
  id: "r1",
  event_id: "e1",
  user_id: "u2",
  name: "Leo Paz",
  message: "I bring bread.",
  places: 2,
  answers: { q1: "Nuts" },
  status: "pending",
  host_message: "",
  invitation_id: null,
  hold_key: null,
  order_by: null,
  decided_by: null,
  decided_at: null,
  created_at: "2030-05-01T16:00:00Z",
  version: 1,
  requester: null,
  ...values,
});
const leo = request({});
const mia = request({ id: "r2", name: "Mia Sol", places: 3, message: "", answers: {} });

function open() {
  const calls = answer({
    "GET /api/events/e1": event({ capacity: 12, going_count: 8, can: { edit_guests: true } }),
    "GET /api/events/e1/requests": { items: [leo, mia], next_cursor: null },
    "GET /api/events/e1/questions": {
      items: [{ id: "q1", label: "What don't you eat?", scope: "request", kind: "text" }],
    },
    "PATCH /api/events/e1/requests": {
      items: [{ ...leo, status: "accepted" }],
      left_out: [{ id: "r2", reason: "Only 2 places are left." }],
    },
    "POST /api/requests/r1/undo": leo,
  });
  const page = (
    <>
      <RequestsPage />
      <Toasts />
    </>
  );
  show(page, "/events/e1/requests", "/events/$eventId/requests");
  return calls;
}

it("a host sees who asks, for how many, and what they answered", async () => {
  open();
  const card = within(await screen.findByRole("listitem", { name: "Leo Paz" }));

  expect(card.getByText("I bring bread.")).toBeVisible();
  expect(card.getByText("What don't you eat?")).toBeVisible();
  expect(card.getByText("Nuts")).toBeVisible();
  expect(card.getByText(/2 places/)).toBeVisible();
});

it("several are accepted at once; what doesn't fit is said before and after, and all can be undone", async () => {
  const calls = open();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Leo Paz" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Mia Sol" }));
  const bar = within(screen.getByRole("region", { name: "Selected requests" }));
  expect(bar.getByText(/only 1 fits/)).toBeVisible();

  await userEvent.click(bar.getByRole("button", { name: "Accept" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({ ids: ["r1", "r2"], status: "accepted" });
  expect(await screen.findByText("Only 2 places are left.")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await expect.poll(() => calls.some(({ path }) => path.endsWith("/r1/undo"))).toBe(true);
});

it("the keyboard declines with a word to them", async () => {
  const calls = open();
  const card = await screen.findByRole("listitem", { name: "Leo Paz" });
  card.focus();
  await userEvent.keyboard("d");
  await userEvent.type(await screen.findByLabelText("A word to them"), "Next time.");

  const dialog = within(screen.getByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Decline" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({ ids: ["r1"], status: "declined", host_message: "Next time." });
});
