import { t } from "@lingui/core/macro";
import type {
  Dispute,
  Order,
  OrderDocument,
  OrderLine,
  OrderStatus,
  Payment,
  PaymentProvider,
  Refund,
} from "@/api";
import { wayLabel } from "@/features/paymentaccounts";
import { amount } from "@/lib/money";
import type { ChipTone } from "@/ui";

export const statuses = [
  "paid",
  "pending",
  "created",
  "failed",
  "partially_refunded",
  "refunded",
  "canceled",
  "expired",
] as const satisfies OrderStatus[];

export function statusLabel(status: OrderStatus): { word: string; tone: ChipTone } {
  switch (status) {
    case "created":
      return { word: t`Not paid yet`, tone: "warning" };
    case "pending":
      return { word: t`Awaiting payment`, tone: "warning" };
    case "paid":
      return { word: t`Paid`, tone: "positive" };
    case "failed":
      return { word: t`Payment declined`, tone: "danger" };
    case "expired":
      return { word: t`Expired`, tone: "neutral" };
    case "canceled":
      return { word: t`Canceled`, tone: "danger" };
    case "refunded":
      return { word: t`Refunded`, tone: "info" };
    case "partially_refunded":
      return { word: t`Partly refunded`, tone: "info" };
  }
}

export function channelLabel(channel: Order["channel"]): string {
  return {
    online: t`Ordered online`,
    box_office: t`Sold by the team`,
    manual: t`Entered by the team`,
  }[channel];
}

/** Whether an order can still be paid. */
export const isOpen = ({ status }: Pick<Order, "status">): boolean =>
  status === "created" || status === "pending" || status === "failed";

export const standing = (lines: OrderLine[]): OrderLine[] =>
  lines.filter((line) => line.canceled_at === null);

export function paymentLabel(status: Payment["status"]): { word: string; tone: ChipTone } {
  switch (status) {
    case "created":
      return { word: t`Open`, tone: "warning" };
    case "paid":
      return { word: t`Paid`, tone: "positive" };
    case "failed":
      return { word: t`Failed`, tone: "danger" };
    case "refunded":
      return { word: t`Refunded`, tone: "info" };
  }
}

/** Why somebody has to look at a payment, and what to do; null if nobody does any more. */
export function attentionText(payment: Payment, order: Pick<Order, "status">): string | null {
  const came = amount(payment.captured, payment.currency);
  const due = amount(payment.amount, payment.currency);
  switch (payment.attention) {
    case "partial":
      if (!isOpen(order)) return null;
      return t`Only ${came} of ${due} arrived. The order is paid once the rest arrives: ask the buyer, then record it.`;
    case "overpaid":
      return t`${came} arrived, but ${due} was due. Refund the difference to the buyer.`;
    case "mismatch":
      return t`This payment doesn't match the order: another currency or account, or too late. Look it up at ${wayLabel(payment.provider)} and refund it there if needed.`;
    case "unseated":
      return t`Seats of this order were gone when it was paid. Its tickets are valid: give its people other seats, or refund it.`;
    case null:
      return null;
  }
}

export function refundLabel(status: Refund["status"]): { word: string; tone: ChipTone } {
  switch (status) {
    case "queued":
      return { word: t`On its way`, tone: "warning" };
    case "pending":
      return { word: t`At the provider`, tone: "warning" };
    case "succeeded":
      return { word: t`Refunded`, tone: "positive" };
    case "failed":
      return { word: t`Failed`, tone: "danger" };
  }
}

/** Why money goes back; nothing for a reason that isn't known. */
export function refundSource(source: string): string {
  const known: Record<Refund["source"], string> = {
    team: t`By the team`,
    buyer: t`The buyer canceled`,
    late: t`The payment came too late`,
    excess: t`Paid twice`,
    event: t`The event was canceled`,
    dashboard: t`Made at the provider`,
  };
  return Object.entries(known).find(([id]) => id === source)?.[1] ?? "";
}

export const isWay = (provider: string): provider is PaymentProvider =>
  ["stripe", "razorpay", "paypal", "test", "manual", "bank", "cash"].includes(provider);

/** Whether a provider takes evidence from here; others only as files on their own pages. */
export const takesEvidence = (provider: string): boolean =>
  provider === "stripe" || provider === "paypal";

export function documentLabel(kind: OrderDocument["kind"]): string {
  return { invoice: t`Invoice`, receipt: t`Receipt`, credit_note: t`Credit note` }[kind];
}

/** Where an order's document is read as PDF; without an id its invoice, pro forma before it is paid. */
export function documentHref(orderId: string, documentId?: string): string {
  const path = `/api/orders/${orderId}/invoice.pdf`;
  return documentId ? `${path}?document=${documentId}` : path;
}

export function disputeLabel(status: Dispute["status"]): { word: string; tone: ChipTone } {
  switch (status) {
    case "needs_response":
      return { word: t`Answer needed`, tone: "danger" };
    case "under_review":
      return { word: t`Under review`, tone: "warning" };
    case "won":
      return { word: t`Won`, tone: "positive" };
    case "lost":
      return { word: t`Lost`, tone: "neutral" };
  }
}
