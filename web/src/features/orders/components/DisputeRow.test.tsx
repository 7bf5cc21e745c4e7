import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Dispute } from "@/api";
import { answer, show } from "@/test/render";
import { DisputeRow } from "./DisputeRow";

const dispute = (change: Partial<Dispute> = {}): Dispute => ({
  id: "d1",
  order_id: "o1",
  payment_id: "p1",
  amount: 5000,
  fee: 1500,
  currency: "EUR",
  reason: "product not received",
  status: "needs_response",
  due_at: "2027-01-09T12:00:00Z",
  evidence: {},
  evidence_sent_at: null,
  created_at: "2027-01-02T12:00:00Z",
  closed_at: null,
  ...change,
});
const path = "/api/orders/o1/disputes/d1";

function open(found: Dispute, provider = "stripe") {
  const calls = answer({
    [`POST ${path}/evidence`]: dispute({ status: "under_review" }),
    [`POST ${path}/accept`]: dispute({ status: "lost" }),
  });
  show(
    <ul>
      <DisputeRow dispute={found} provider={provider} eventId="e1" zone="UTC" />
    </ul>,
  );
  return calls;
}

it("evidence is submitted in the team's words", async () => {
  const calls = open(dispute());

  await userEvent.click(await screen.findByRole("button", { name: "Submit evidence" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("What happened"), "Checked in at 19:42.");
  await userEvent.click(dialog.getByRole("button", { name: "Submit evidence" }));

  await expect
    .poll(() => calls.find((call) => call.path === `${path}/evidence`)?.body)
    .toEqual({ text: "Checked in at 19:42." });
});

it("a dispute is accepted only after its price was said", async () => {
  const calls = open(dispute());

  await userEvent.click(await screen.findByRole("button", { name: "Accept dispute" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/The buyer keeps €50.00/)).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Accept dispute" }));

  await expect.poll(() => calls.some((call) => call.path === `${path}/accept`)).toBe(true);
});

it("where evidence goes to the provider's own pages, no button says otherwise", async () => {
  open(dispute(), "razorpay");

  expect(await screen.findByText(/Submit evidence at the provider by/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Submit evidence" })).not.toBeInTheDocument();
});

it("what was submitted can be read again", async () => {
  open(
    dispute({
      status: "under_review",
      evidence: { text: "Checked in at 19:42." },
      evidence_sent_at: "2027-01-03T12:00:00Z",
    }),
  );

  expect(await screen.findByText("Checked in at 19:42.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Accept dispute" })).not.toBeInTheDocument();
});
