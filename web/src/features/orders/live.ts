import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

const orders = ["orders"] as const;
const both = ["orders", "money"] as const;

export const orderRereads: Rereads<"orders" | "money"> = {
  order_placed: orders,
  payment_awaited: orders,
  order_paid: both,
  order_failed: orders,
  order_expired: orders,
  order_canceled: orders,
  order_refunded: both,
  lines_canceled: orders,
  payment_started: orders,
  payment_received: both,
  payment_failed: orders,
  payment_questioned: both,
  payment_reversed: both,
  refund_queued: orders,
  refund_pending: orders,
  refund_succeeded: both,
  refund_failed: both,
  dispute_opened: both,
  dispute_moved: both,
  dispute_answered: orders,
  dispute_accepted: orders,
  invoice_issued: orders,
};

export const activity: ActivityTexts = {
  order_placed: () => t`ordered tickets`,
  payment_awaited: () => t`began to pay an order`,
  order_paid: () => t`marked an order as paid`,
  order_failed: () => t`recorded a declined payment`,
  order_expired: () => t`expired an unpaid order`,
  order_canceled: () => t`canceled an order`,
  order_refunded: () => t`updated the refunded amount of an order`,
  lines_canceled: () => t`canceled some tickets of an order`,
  payment_started: () => t`started a payment`,
  payment_received: () => t`received a payment`,
  payment_failed: () => t`recorded a failed payment`,
  payment_questioned: () => t`flagged a payment for review`,
  payment_reversed: () => t`recorded a reversed payment`,
  refund_queued: () => t`started a refund`,
  refund_pending: () => t`sent a refund to the provider`,
  refund_succeeded: () => t`completed a refund`,
  refund_failed: () => t`recorded a failed refund`,
  dispute_opened: () => t`reported a dispute`,
  dispute_moved: () => t`updated a dispute`,
  dispute_answered: () => t`submitted evidence against a dispute`,
  dispute_accepted: () => t`accepted a dispute`,
  invoice_issued: () => t`issued a document for an order`,
};
