import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { PaymentAccount } from "@/api";
import { answer, show } from "@/test/render";
import { PaymentsPage } from "./PaymentsPage";

const account = (change: Partial<PaymentAccount> = {}): PaymentAccount => ({
  id: "a1",
  provider: "stripe",
  mode: "live",
  account: "acct_1",
  name: "Jazz Club",
  is_active: true,
  webhook_url: "https://convite.example/api/payments/webhooks/stripe?account=a1",
  has_webhook_secret: true,
  is_readable: true,
  checked_at: "2027-01-02T09:00:00Z",
  last_event_at: null,
  last_answer_at: null,
  last_error: null,
  last_error_at: null,
  version: 1,
  ...change,
});

const path = "/api/organizations/o1/payment-accounts";
const page = (items: object[]) => ({ items, next_cursor: null, total: null });

function open(accounts: PaymentAccount[], more = {}) {
  const calls = answer({
    "GET /api/organizations": page([
      { id: "o1", name: "Jazz Club", can: { manage_organization: true } },
    ]),
    [`GET ${path}`]: page(accounts),
    ...more,
  });
  show(<PaymentsPage />, "/organization/payments", "/organization/payments");
  return calls;
}

async function enterKey() {
  await userEvent.click(await screen.findByRole("button", { name: "Set up Stripe" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("Secret key"), "sk_live_1");
  await userEvent.click(dialog.getByRole("button", { name: "Check and save" }));
}

it("keys are checked first, then the webhook's secret is sent with them", async () => {
  const calls = open([], { [`PUT ${path}`]: account() });
  await enterKey();

  const address = await screen.findAllByText(/payments\/webhooks\/stripe/);
  expect(address.length).toBeGreaterThan(0);
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText("charge.refunded")).toBeInTheDocument();
  await userEvent.type(dialog.getByLabelText("Signing secret"), "whsec_1");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));

  const sent = () => calls.filter(({ method }) => method === "PUT").map(({ body }) => body);
  const keys = { provider: "stripe", mode: "live", secrets: { secret_key: "sk_live_1" } };
  await expect.poll(sent).toEqual([
    { ...keys, webhook_secrets: [] },
    { ...keys, webhook_secrets: ["whsec_1"] },
  ]);
});

it("keys that the provider doesn't know are refused at their field", async () => {
  const detail = "The provider doesn't know these keys. Copy them from its dashboard once more.";
  const errors = [{ pointer: "#/secrets", detail }];
  open([], { [`PUT ${path}`]: () => Response.json({ errors }, { status: 422 }) });
  await enterKey();

  expect(await screen.findByText(detail)).toBeInTheDocument();
  expect(screen.getByLabelText("Secret key")).toBeInvalid();
});

it("asks to log in again where that is needed", async () => {
  const problem = { type: "/problems/recent-login-needed", detail: "Log in again to change this." };
  open([], { [`PUT ${path}`]: () => Response.json(problem, { status: 403 }) });
  await enterKey();

  expect(await screen.findByText("Log in again to change this.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Log in again" })).toBeInTheDocument();
});

it("a provider is switched off without its keys", async () => {
  const calls = open([account()], { [`PATCH ${path}/a1`]: account({ is_active: false }) });

  await userEvent.click(await screen.findByRole("switch", { name: /Offer Stripe to buyers/ }));

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({ is_active: false, version: 1 });
});
