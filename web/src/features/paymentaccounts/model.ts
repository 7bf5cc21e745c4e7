import { t } from "@lingui/core/macro";
import { isolated } from "@/lib/bidi";
import { Problem, type PaymentAccount, type PaymentProvider } from "@/api";

type Provider = PaymentAccount["provider"];
export const providers = ["stripe", "razorpay", "paypal"] as const satisfies Provider[];

/** How money comes in, in words. */
export function wayLabel(way: PaymentProvider): string {
  return {
    stripe: "Stripe",
    razorpay: "Razorpay",
    paypal: "PayPal",
    test: t`Test payment`,
    manual: t`Other`,
    bank: t`Bank transfer`,
    cash: t`Cash`,
  }[way];
}

/** How a key begins, kept in its own direction. */
function beginsWith(first: string, second?: string): string {
  const [one, other] = [isolated(first), isolated(second ?? "")];
  return second ? t`It begins with ${one} or ${other}.` : t`It begins with ${one}.`;
}

interface Setup {
  /** The provider's keys by the API's names, in the order in which its pages show them. */
  keys: { name: string; label: string; hint: string }[];
  /** Where its keys are found. */
  dashboard: string;
  webhookLabel: string;
  webhookHint: string;
  /** Events of the webhook to choose. */
  events: string[];
}

/** What an organizer copies from a provider's pages, and enters there. */
export function setupOf(provider: Provider, mode: PaymentAccount["mode"]): Setup {
  const isTest = mode === "test";
  switch (provider) {
    case "stripe":
      return {
        keys: [
          {
            name: "secret_key",
            label: t`Secret key`,
            hint: isTest ? beginsWith("sk_test_", "rk_test_") : beginsWith("sk_live_", "rk_live_"),
          },
        ],
        dashboard: isTest
          ? "https://dashboard.stripe.com/test/apikeys"
          : "https://dashboard.stripe.com/apikeys",
        webhookLabel: t`Signing secret`,
        webhookHint: t`Stripe shows it with the webhook.`,
        events: [
          "checkout.session.completed",
          "checkout.session.expired",
          "checkout.session.async_payment_succeeded",
          "checkout.session.async_payment_failed",
          "payment_intent.payment_failed",
          "charge.refunded",
          "refund.updated",
          "refund.failed",
          "charge.dispute.created",
          "charge.dispute.updated",
          "charge.dispute.closed",
        ],
      };
    case "razorpay":
      return {
        keys: [
          {
            name: "key_id",
            label: t`Key ID`,
            hint: beginsWith(isTest ? "rzp_test_" : "rzp_live_"),
          },
          {
            name: "key_secret",
            label: t`Key secret`,
            hint: t`Shown once, when the key is created.`,
          },
        ],
        dashboard: "https://dashboard.razorpay.com/app/website-app-settings/api-keys",
        webhookLabel: t`Webhook secret`,
        webhookHint: t`The secret that you chose for the webhook at Razorpay.`,
        events: [
          "payment_link.paid",
          "payment_link.expired",
          "payment_link.cancelled",
          "payment.authorized",
          "payment.captured",
          "payment.failed",
          "refund.processed",
          "refund.failed",
          "payment.dispute.*",
        ],
      };
    case "paypal":
      return {
        keys: [
          {
            name: "client_id",
            label: t`Client ID`,
            hint: t`Of an app in PayPal's developer dashboard.`,
          },
          { name: "client_secret", label: t`Client secret`, hint: t`Beside the client ID.` },
        ],
        dashboard: isTest
          ? "https://developer.paypal.com/dashboard/applications/sandbox"
          : "https://developer.paypal.com/dashboard/applications/live",
        webhookLabel: t`Webhook ID`,
        webhookHint: t`PayPal shows it beside the webhook.`,
        events: [
          "CHECKOUT.ORDER.APPROVED",
          "PAYMENT.CAPTURE.COMPLETED",
          "PAYMENT.CAPTURE.PENDING",
          "PAYMENT.CAPTURE.DENIED",
          "PAYMENT.CAPTURE.REFUNDED",
          "PAYMENT.CAPTURE.REVERSED",
          "CUSTOMER.DISPUTE.*",
        ],
      };
  }
}

/** Whether something is refused until one logs in again. */
export const needsLogin = (error: unknown): error is Problem =>
  error instanceof Problem && error.type.endsWith("/recent-login-needed");
