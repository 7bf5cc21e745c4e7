import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { ProviderStatus } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { MoneyPage } from "./MoneyPage";

const page = (items: object[]) => ({ items, next_cursor: null, total: null });
const stripe = (change: Partial<ProviderStatus> = {}): ProviderStatus => ({
  account_id: "a1",
  provider: "stripe",
  mode: "live",
  name: "Taller Barro",
  is_active: true,
  last_event_at: null,
  last_answer_at: "2027-01-02T09:00:00Z",
  last_error: null,
  last_error_at: null,
  waiting: 2,
  ...change,
});

function open(providers: ProviderStatus[], more = {}) {
  const calls = answer({
    "GET /api/events/e1": event({ can: { see_money: true } }),
    "GET /api/events/e1/payment-methods": { items: [], is_test: false },
    "GET /api/organizations": page([]),
    "GET /api/events/e1/ledger/totals": { items: [] },
    "GET /api/events/e1/disputes": page([]),
    "GET /api/events/e1/payment-status": { items: providers },
    ...more,
  });
  show(<MoneyPage />, "/events/e1/money", "/events/$eventId/money");
  return calls;
}

it("asks the providers now and says what came of it", async () => {
  open([stripe()], {
    "POST /api/events/e1/payment-status/reconcile": {
      asked: 2,
      paid: 1,
      failed: 0,
      waiting: 1,
      errors: ["The key was revoked."],
    },
  });

  await userEvent.click(await screen.findByRole("button", { name: "Check payments now" }));

  expect(
    await screen.findByText("2 payments checked: 1 paid, 0 failed, 1 still open."),
  ).toBeInTheDocument();
  expect(screen.getByText("The key was revoked.")).toBeInTheDocument();
});

it("an error counts until the provider answers again", async () => {
  const last_error = "Too many requests.";
  open([
    stripe({ last_error, last_error_at: "2027-01-02T10:00:00Z" }),
    stripe({ account_id: "a2", last_error, last_error_at: "2027-01-02T08:00:00Z", waiting: 0 }),
  ]);

  const [failing, mended] = await screen.findAllByText("Too many requests.");
  const row = (one: HTMLElement | undefined) => within(one!.closest("li")!);
  expect(row(failing).getByText("Not answering")).toBeInTheDocument();
  expect(row(mended).queryByText("Not answering")).not.toBeInTheDocument();
});

it("without an open payment there is nothing to ask", async () => {
  open([stripe({ waiting: 0 })]);

  expect(await screen.findByRole("button", { name: "Check payments now" })).toBeDisabled();
});
