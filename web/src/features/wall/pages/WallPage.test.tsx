import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { WallComment } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { Toasts } from "@/ui";
import { WallPage } from "./WallPage";

const comment = (values: Partial<WallComment>): WallComment => ({
  id: "c1",
  event_id: "e1",
  author: "Leo Paz",
  by_team: false,
  is_own: false,
  status: "waiting",
  reported_at: null,
  created_at: "2030-05-01T16:00:00Z",
  text: "I bring bread.",
  ...values,
});

function open() {
  const calls = answer({
    "GET /api/events/e1": event({
      settings: { page: { comments: true } },
      can: { edit_guests: true },
    }),
    "GET /api/events/e1/comments": {
      items: [comment({}), comment({ id: "c2", author: "Mia Sol", text: "Hello!" })],
      next_cursor: null,
    },
    "PATCH /api/events/e1/comments": { items: [] },
    "POST /api/events/e1/comments": comment({}),
  });
  const page = (
    <>
      <WallPage />
      <Toasts />
    </>
  );
  show(page, "/events/e1/wall", "/events/$eventId/wall");
  return calls;
}

const changes = (calls: ReturnType<typeof answer>) =>
  calls.filter((one) => one.method === "PATCH").map((one) => one.body);

it("several posts are let through at once, and that can be undone", async () => {
  const calls = open();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Leo Paz" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select Mia Sol" }));
  const bar = within(screen.getByRole("region", { name: "Selected posts" }));
  await userEvent.click(bar.getByRole("button", { name: "Show" }));

  expect(await screen.findByText("2 posts shown")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));

  expect(changes(calls)).toEqual([
    { ids: ["c1", "c2"], status: "shown" },
    { ids: ["c1", "c2"], status: "waiting" },
  ]);
});

it("the keyboard walks from one to the next and hides it", async () => {
  const calls = open();
  const card = await screen.findByRole("listitem", { name: "Leo Paz" });
  card.focus();
  await userEvent.keyboard("jh");

  expect(await screen.findByText("1 post hidden")).toBeVisible();
  expect(changes(calls)).toEqual([{ ids: ["c2"], status: "hidden" }]);
});

it("the team writes a comment", async () => {
  const calls = open();
  await userEvent.type(await screen.findByLabelText("Write a comment"), "Welcome!");
  await userEvent.click(screen.getByRole("button", { name: "Post comment" }));

  expect(await screen.findByText("Posted")).toBeVisible();
  expect(calls.find((one) => one.method === "POST")?.body).toEqual({
    text: "Welcome!",
    is_named: true,
  });
});
