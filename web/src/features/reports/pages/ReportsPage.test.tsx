import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Report } from "@/api";
import { answer, show } from "@/test/render";
import { ReportsPage } from "./ReportsPage";

const report = (changes: Partial<Report>): Report => ({
  id: "r1",
  event_id: "e1",
  reported_user_id: null,
  reason: "fraud",
  text: "There is no such hall.",
  status: "open",
  created_at: "2030-05-01T16:00:00Z",
  reporter: { id: "u2", name: "Leo Paz" },
  event: {
    id: "e1",
    title: "Cheap watches",
    slug: "cheap-watches",
    host: "Ana Ruiz",
    taken_down_at: null,
    takedown_reason: null,
  },
  person: null,
  open_reports: 3,
  message: "",
  decided_at: null,
  ...changes,
});

function open(one: Report) {
  const state = { event_id: "e1", taken_down_at: null, takedown_reason: null };
  const calls = answer({
    "GET /api/reports": { items: [one], next_cursor: null },
    "POST /api/reports/r1/dismiss": new Response(null, { status: 204 }),
    "POST /api/reports/r1/uphold": new Response(null, { status: 204 }),
    "POST /api/events/e1/take-down": state,
    "POST /api/events/e1/put-back": state,
  });
  show(<ReportsPage />, "/reports", "/reports");
  return calls;
}

it("takes an event down for a reason", async () => {
  const calls = open(report({}));

  expect(await screen.findByText("Fraud or a fake event")).toBeInTheDocument();
  expect(screen.getByText(/3 open reports/)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Cheap watches" })).toHaveAttribute(
    "href",
    "/e/cheap-watches",
  );
  await userEvent.click(screen.getByRole("button", { name: "Take down" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Take down" })).toBeDisabled();
  await userEvent.type(dialog.getByLabelText("Reason"), "It sells copies.");
  await userEvent.click(dialog.getByRole("button", { name: "Take down" }));

  await expect
    .poll(() => calls.find(({ path }) => path.endsWith("/take-down"))?.body)
    .toEqual({ reason: "It sells copies." });
});

it("puts an event back, which has no page meanwhile", async () => {
  const { event } = report({});
  const down = { ...event!, taken_down_at: "2030-05-02T16:00:00Z", takedown_reason: "Fraud." };
  const calls = open(report({ status: "upheld", event: down }));

  await userEvent.click(await screen.findByRole("button", { name: "Put back" }));

  expect(screen.queryByRole("link", { name: "Cheap watches" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Dismiss report" })).not.toBeInTheDocument();
  await expect.poll(() => calls.some(({ path }) => path.endsWith("/put-back"))).toBe(true);
});

it("dismisses or upholds the report of a person", async () => {
  const calls = open(
    report({ event_id: null, event: null, person: { id: "u3", name: "Bad Boy" } }),
  );

  expect(await screen.findByText("Bad Boy")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Uphold" }));
  await expect.poll(() => calls.some(({ path }) => path.endsWith("/uphold"))).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: "Dismiss report" }));
  await expect.poll(() => calls.some(({ path }) => path.endsWith("/dismiss"))).toBe(true);
});
