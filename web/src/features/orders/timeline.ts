import { t } from "@lingui/core/macro";
import type { Dispute, Order, Payment, Refund } from "@/api";
import { wayLabel } from "@/features/paymentaccounts";
import { amount } from "@/lib/money";
import { channelLabel, refundSource } from "./model";

export interface Moment {
  at: string;
  words: string;
  note?: string;
  isBad?: boolean;
}

/** What happened to an order, from its first moment on. */
export function timelineOf(
  order: Order,
  payments: readonly Payment[],
  refunds: readonly Refund[],
  disputes: readonly Dispute[],
): Moment[] {
  const moments = [
    { at: order.created_at, words: channelLabel(order.channel) },
    ...payments.flatMap(ofPayment),
    ...refunds.flatMap(ofRefund),
    ...disputes.flatMap(ofDispute),
    ...(order.canceled_at
      ? [{ at: order.canceled_at, words: t`Canceled`, note: order.cancel_reason ?? "" }]
      : []),
  ];
  return moments.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function ofPayment(payment: Payment): Moment[] {
  const way = wayLabel(payment.provider);
  const sum = amount(payment.captured || payment.amount, payment.currency);
  const started = { at: payment.created_at, words: t`Payment started: ${way}` };
  if (payment.paid_at)
    return [
      started,
      { at: payment.paid_at, words: t`${sum} paid: ${way}`, note: payment.reference },
    ];
  if (payment.status !== "failed") return [started];
  return [{ ...started, words: t`Payment failed: ${way}`, note: payment.error, isBad: true }];
}

function ofRefund(refund: Refund): Moment[] {
  const sum = amount(refund.amount, refund.currency);
  const why = refundSource(refund.source);
  const started = {
    at: refund.created_at,
    words: t`Refund of ${sum} started`,
    note: [why, refund.reason].filter(Boolean).join(" · "),
  };
  if (!refund.settled_at) return [started];
  const isBad = refund.status === "failed";
  return [
    started,
    {
      at: refund.settled_at,
      words: isBad ? t`Refund of ${sum} failed` : t`${sum} refunded`,
      note: refund.error,
      isBad,
    },
  ];
}

function ofDispute(dispute: Dispute): Moment[] {
  const sum = amount(dispute.amount, dispute.currency);
  const opened = {
    at: dispute.created_at,
    words: t`The buyer's bank disputes ${sum}`,
    note: dispute.reason,
    isBad: true,
  };
  if (!dispute.closed_at) return [opened];
  const isBad = dispute.status === "lost";
  return [
    opened,
    { at: dispute.closed_at, words: isBad ? t`Dispute lost` : t`Dispute won`, isBad },
  ];
}
