import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Order, Payment } from "@/api";
import { answer, show } from "@/test/render";
import { event } from "@/test/rows";
import { order, ticketType } from "@/test/sales";
import { OrderPage } from "./OrderPage";

const payment = (change: Partial<Payment> = {}): Payment => ({
  id: "p1",
  order_id: "o1",
  provider: "stripe",
  mode: "live",
  provider_payment_id: "pi_1",
  amount: 5000,
  currency: "EUR",
  status: "paid",
  provider_state: "paid",
  captured: 5000,
  refund_claimed: 0,
  fee: 0,
  attention: null,
  last_four: "4242",
  error: "",
  reference: "",
  created_at: "2027-01-02T09:01:00Z",
  paid_at: "2027-01-02T09:05:00Z",
  ...change,
});

const page = (items: object[]) => ({ items, next_cursor: null, total: null });

function open(found: Order, payments: Payment[], more = {}) {
  const can = { edit_event: true, delete_event: true, see_money: true };
  const path = "/api/orders/o1";
  const calls = answer({
    "GET /api/events/e1": event({ can }),
    "GET /api/events/e1/ticket-types": page([ticketType()]),
    "GET /api/events/e1/payment-methods": { items: [], is_test: false },
    "GET /api/organizations": page([]),
    [`GET ${path}`]: found,
    [`GET ${path}/payments`]: page(payments),
    [`GET ${path}/refunds`]: page([]),
    [`GET ${path}/disputes`]: page([]),
    [`GET ${path}/refundable`]: {
      remaining: found.paid_at ? 5000 : 0,
      by_policy: 2500,
      currency: "EUR",
      lines: { l1: 2500, l2: 2500 },
      lines_by_policy: { l1: 1250, l2: 1250 },
    },
    [`GET ${path}/invoices`]: page([]),
    "GET /api/activity": page([]),
    ...more,
  });
  show(<OrderPage />, "/events/e1/orders/o1", "/events/$eventId/orders/$orderId");
  return calls;
}

const bodyOf = (calls: ReturnType<typeof open>, end: string) =>
  calls.find(({ method, path }) => method === "POST" && path.endsWith(end))?.body;

it("shows who bought what, and with which card", async () => {
  open(order(), [payment()]);

  expect(await screen.findByRole("heading", { name: "K7M2P9QX" })).toBeInTheDocument();
  expect(await screen.findByText("Card ending in 4242")).toBeInTheDocument();
  expect(screen.getByText("No name yet")).toBeInTheDocument();
});

it("tells what happened to the order and who did it", async () => {
  const entry = (id: string, action: string, data: object, name: string | null = null) => ({
    id,
    action,
    data,
    at: "2027-01-02T09:05:00Z",
    position: 1,
    actor: { kind: name ? "user" : "system", id: null, name, via: null },
    object_type: "order",
    object_id: "o1",
    changes: {},
  });
  const money = { amount: 1000, currency: "EUR", provider: "stripe", source: "team" };
  open(order(), [payment()], {
    "GET /api/activity": page([
      entry("a3", "refund_queued", money, "Ana Ruiz"),
      entry("a2", "payment_received", { ...money, captured: 5000 }),
      entry("a1", "order_placed", { total: 5000, currency: "EUR" }),
    ]),
  });

  const started = (await screen.findByText("Refund of €10.00 started")).closest("li");
  expect(started).toHaveTextContent("Ana Ruiz");
  expect(started).toHaveTextContent("By the team");
  expect(screen.getByText("€50.00 paid: Stripe")).toBeInTheDocument();
  expect(screen.getByText("Ordered for €50.00")).toBeInTheDocument();
});

it("lists the order's documents as files", async () => {
  const document = (change: object) => ({
    id: "d1",
    order_id: "o1",
    event_id: "e1",
    kind: "invoice",
    number: "INV-2027-000012",
    refund_id: null,
    refers_to: null,
    is_test: false,
    net: 4202,
    tax: 798,
    total: 5000,
    currency: "EUR",
    taxes: [],
    issued_on: "2027-01-02",
    issued_at: "2027-01-02T09:05:00Z",
    ...change,
  });
  const credit = { id: "d2", kind: "credit_note", number: "CRN-2027-000003", total: 1000 };
  open(order(), [payment()], {
    "GET /api/orders/o1/invoices": page([document({}), document(credit)]),
  });

  const invoice = await screen.findByRole("link", { name: "INV-2027-000012" });
  expect(invoice).toHaveAttribute("href", "/api/orders/o1/invoice.pdf?document=d1");
  const note = screen.getByRole("link", { name: "CRN-2027-000003" }).closest("li");
  expect(note).toHaveTextContent("Credit note");
  expect(note).toHaveTextContent("-€10.00");
});

it("says in words what is wrong with a payment", async () => {
  const found = order({ status: "pending", paid_at: null });
  open(found, [payment({ provider: "bank", captured: 2000, attention: "partial" })]);

  expect(await screen.findByText(/Only €20.00 of €50.00 arrived/)).toBeInTheDocument();
});

it("money that came by hand is recorded, by default all that is missing", async () => {
  const found = order({ status: "created", paid_at: null });
  const calls = open(found, [], {
    "POST /api/orders/o1/pay": { payment_id: "p2" },
    "POST /api/payments/p2/confirm": payment({ id: "p2", provider: "cash" }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Record payment" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByLabelText("Amount (EUR)")).toHaveValue("50.00");
  await userEvent.type(dialog.getByLabelText("Reference (optional)"), "Receipt 7");
  await userEvent.click(dialog.getByRole("button", { name: "Record payment" }));

  await expect
    .poll(() => bodyOf(calls, "/confirm"))
    .toEqual({
      amount: 5000,
      currency: "EUR",
      reference: "Receipt 7",
    });
  expect(bodyOf(calls, "/pay")).toEqual({ provider: "cash" });
});

it("a refund of some tickets says what goes back before it is sent", async () => {
  const started = { refund_id: "r1", status: "queued", amount: 2500, currency: "EUR" };
  const calls = open(order(), [payment()], { "POST /api/orders/o1/refund": started });

  await userEvent.click(await screen.findByRole("button", { name: "Refund" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Refund €50.00" })).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("radio", { name: "Some tickets" }));
  await userEvent.click(dialog.getByRole("checkbox", { name: /Leo Paz/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Refund €25.00" }));

  await expect.poll(() => bodyOf(calls, "/refund")).toEqual({ lines: ["l1"], reason: "" });
});

it("canceling refunds nothing unless the team says so", async () => {
  const calls = open(order(), [payment()], {
    "POST /api/orders/o1/cancel": order({ status: "canceled" }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Cancel order" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Canceling and refunding are separate/)).toBeInTheDocument();
  const share = await dialog.findByRole("checkbox", { name: /Refund €25.00, as the/ });
  await userEvent.click(dialog.getByRole("checkbox", { name: /Leo Paz/ }));
  expect(share).toHaveAccessibleName(/Refund €12.50, as the/);
  await userEvent.click(dialog.getByRole("checkbox", { name: /Leo Paz/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Cancel order" }));

  await expect.poll(() => bodyOf(calls, "/cancel")).toEqual({ reason: "", refund: false });
});
