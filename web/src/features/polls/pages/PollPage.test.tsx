import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { DateOption, DatePoll } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { PollPage } from "./PollPage";

const option = (id: string, day: number, values: Partial<DateOption>): DateOption => ({
  id,
  starts_at: `2031-05-0${day}T17:00:00Z`,
  ends_at: null,
  yes: 0,
  if_need_be: 0,
  no: 0,
  is_best: false,
  is_chosen: false,
  ...values,
});
const poll: DatePoll = {
  id: "p1",
  event_id: "e1",
  url: "https://convite.test/p/abc",
  status: "open",
  names_shown: false,
  closes_at: null,
  options: [
    option("o1", 2, { yes: 1, no: 1 }),
    option("o2", 3, { yes: 2, is_best: true }),
    option("o3", 4, {}),
  ],
  answer_count: 2,
  told_count: 1,
  created_at: "2031-01-01T12:00:00Z",
  version: 3,
};
const rows = [
  { id: "a1", name: "Leo Paz", choices: { o1: "yes", o2: "yes" } },
  { id: "a2", name: "Mia Sol", choices: { o1: "no", o2: "yes" } },
].map((row) => ({ email: null, invitation_id: null, created_at: "", updated_at: "", ...row }));

function open(values: Partial<DatePoll> = {}) {
  const calls = answer({
    "GET /api/events/e1": event({ status: "draft", starts_at: null, can: { edit_event: true } }),
    "GET /api/events/e1/poll": { ...poll, ...values },
    "GET /api/events/e1/poll/answers": { items: rows, next_cursor: null },
    "POST /api/events/e1/poll/close": { ...poll, status: "closed" },
  });
  show(<PollPage />, "/events/e1/poll", "/events/$eventId/poll");
  return calls;
}

it("a host sees who can come when, and which date suits most", async () => {
  open();
  const grid = within(await screen.findByRole("table"));
  const row = within(grid.getByRole("row", { name: /Mia Sol/ }));
  const cells = row.getAllByRole("cell").slice(0, 3);
  expect(cells.map((cell) => cell.textContent)).toEqual(["No", "Yes", "Not answered"]);
  await userEvent.click(row.getByRole("button", { name: "Remove the answer of Mia Sol" }));
  expect(await screen.findByText("Remove this answer?")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  const [, second] = screen.getAllByRole("button", { name: "Choose this date" });
  const best = within(second?.closest("li") ?? document.body);
  expect(best.getByText("Suits most")).toBeVisible();
  expect(best.getByText(/2 yes/)).toBeVisible();
});

it("before a date is chosen it is said who is told", async () => {
  const calls = open();
  const [, second] = await screen.findAllByRole("button", { name: "Choose this date" });
  if (second) await userEvent.click(second);

  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText(/1 who answered is told/)).toBeVisible();
  expect(dialog.getByText(/1 left no address/)).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Choose date" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "POST")?.body)
    .toEqual({ option_id: "o2", version: 3 });
});

it("a poll that is closed can be opened again, and no date is chosen twice", async () => {
  open({ status: "closed" });

  expect(await screen.findByRole("button", { name: "Open again" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Choose this date" })).toBeNull();
});
