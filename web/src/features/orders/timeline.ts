import { t } from "@lingui/core/macro";
import type { Activity } from "@/api";
import { activityLabel } from "@/features/insight";
import { wayLabel } from "@/features/paymentaccounts";
import { amount } from "@/lib/money";
import { isWay, refundSource } from "./model";

export interface Moment {
  id: string;
  at: string;
  words: string;
  note?: string;
  /** Who did it; null if the words say that, or Convite did it by itself. */
  by: string | null;
  isBad: boolean;
}

type Told = Pick<Moment, "words"> & Partial<Pick<Moment, "note" | "isBad">>;

/** Entries that only repeat what another one says better. */
const echoes = new Set([
  "payment_awaited",
  "order_refunded",
  "payment_reversed",
  "refund_pending",
  "attendee_added",
]);

/** Whether an entry says something that no other one does: whoever gets a ticket is coming. */
function isTold({ action, data }: Activity): boolean {
  return !echoes.has(action) && !(action === "guest_responded" && data.own_status === "going");
}

/** What happened to an order as people read it, in the order of the entries. */
export function timelineOf(entries: readonly Activity[]): Moment[] {
  return entries.filter(isTold).map((entry) => ({
    isBad: false,
    ...toldOf(entry),
    id: entry.id,
    at: entry.at,
    by: entry.actor.kind === "system" ? null : entry.actor.name,
  }));
}

const word = (value: unknown): string => (typeof value === "string" ? value : "");

function sumOf({ data }: Activity, name = "amount"): string {
  const minor = data[name];
  const currency = word(data.currency);
  return typeof minor === "number" && currency ? amount(minor, currency) : "";
}

function toldOf(entry: Activity): Told {
  const { action, data } = entry;
  if (action.startsWith("payment_")) return ofPayment(entry);
  if (action.startsWith("refund_")) return ofRefund(entry);
  if (action.startsWith("dispute_")) return ofDispute(entry);
  switch (action) {
    case "order_placed":
      return { words: t`Ordered for ${sumOf(entry, "total")}` };
    case "order_paid":
      return { words: t`Paid in full, tickets issued` };
    case "order_failed":
      return { words: t`Payment declined`, isBad: true };
    case "order_expired":
      return { words: t`Expired before it was paid` };
    case "order_canceled":
      return { words: t`Order canceled`, note: word(data.reason) };
    case "lines_canceled":
      return { words: t`Some tickets canceled` };
    case "invoice_issued":
      return { words: t`${word(data.number)} issued` };
    case "ticket_transferred":
      return { words: t`Ticket passed on` };
    default:
      return { words: activityLabel(entry) };
  }
}

function ofPayment(entry: Activity): Told {
  const { action, data } = entry;
  const provider = word(data.provider);
  const way = isWay(provider) ? wayLabel(provider) : provider;
  switch (action) {
    case "payment_received":
      return { words: t`${sumOf(entry, "captured")} paid: ${way}` };
    case "payment_failed":
      return { words: t`Payment failed: ${way}`, note: word(data.error), isBad: true };
    case "payment_questioned":
      return { words: t`Payment needs attention: ${way}`, isBad: true };
    default:
      return { words: t`Payment started: ${way}` };
  }
}

function ofRefund(entry: Activity): Told {
  const { action, data } = entry;
  const sum = sumOf(entry);
  switch (action) {
    case "refund_succeeded":
      return { words: t`${sum} refunded` };
    case "refund_failed":
      return { words: t`Refund of ${sum} failed`, note: word(data.error), isBad: true };
    default:
      return { words: t`Refund of ${sum} started`, note: refundSource(word(data.source)) };
  }
}

function ofDispute(entry: Activity): Told {
  const sum = sumOf(entry);
  if (entry.action === "dispute_opened")
    return { words: t`The buyer's bank disputes ${sum}`, isBad: true };
  if (entry.action === "dispute_answered") return { words: t`Evidence submitted` };
  if (entry.action === "dispute_accepted") return { words: t`Dispute accepted` };
  switch (entry.data.status) {
    case "won":
      return { words: t`Dispute won` };
    case "lost":
      return { words: t`Dispute lost`, isBad: true };
    case "under_review":
      return { words: t`Dispute under review` };
    default:
      return { words: t`Dispute needs an answer`, isBad: true };
  }
}
