import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import type { EventRow } from "@/api";
import { toInstant, toWall } from "@/lib/dates";

const step = z.object({
  /** How long before the start, in days or hours. */
  before: z.string().refine((text) => /^\d+$/.test(text.trim()), t`Enter a whole number.`),
  unit: z.enum(["days", "hours"]),
  percent: z.string(),
});

/** On which terms an event's tickets are sold. */
export const termsSchema = () =>
  z.object({
    currency: z.string(),
    tax_number: z.string().max(30, t`Use at most 30 characters.`),
    tax_percent: z.string(),
    tax_included: z.enum(["yes", "no"]),
    fee_bearer: z.enum(["organizer", "buyer"]),
    steps: z.array(step),
    policy_text: z.string().max(2000, t`Use at most 2,000 characters.`),
    returns_fee: z.boolean(),
    full_refund_until: z.custom<CalendarDateTime | null>(),
    iban: z.string(),
    bic: z.string().max(11, t`Use at most 11 characters.`),
    bank_name: z.string().max(70, t`Use at most 70 characters.`),
    takes_cash: z.boolean(),
    payment_text: z.string().max(1000, t`Use at most 1,000 characters.`),
  });

export type Terms = z.output<ReturnType<typeof termsSchema>>;
export const MAX_STEPS = 10;

/** Where the server's names differ from the form's. */
export const termsNames = {
  "cancellation_policy.text": "policy_text",
  cancellation_policy: "steps",
  "settings.full_refund_until": "full_refund_until",
  "settings.payment.iban": "iban",
  "settings.payment.bic": "bic",
  "settings.payment.bank_name": "bank_name",
  "settings.payment.text": "payment_text",
} as const;

export function termsOf(event: EventRow): Terms {
  const policy = event.cancellation_policy;
  const payment = event.settings.payment;
  const until = event.settings.full_refund_until;
  return {
    currency: event.currency,
    tax_number: event.tax_number,
    tax_percent: String(Number(event.tax_percent)),
    tax_included: event.tax_included ? "yes" : "no",
    fee_bearer: event.settings.fee_bearer ?? "organizer",
    steps: (policy.steps ?? []).map(({ hours_before, percent }) => ({
      ...(hours_before % 24 === 0
        ? { before: String(hours_before / 24), unit: "days" as const }
        : { before: String(hours_before), unit: "hours" as const }),
      percent: String(Number(percent ?? 100)),
    })),
    policy_text: policy.text ?? "",
    returns_fee: policy.returns_fee ?? true,
    full_refund_until: until ? toWall(until, event.timezone) : null,
    iban: payment?.iban ?? "",
    bic: payment?.bic ?? "",
    bank_name: payment?.bank_name ?? "",
    takes_cash: payment?.takes_cash ?? false,
    payment_text: payment?.text ?? "",
  };
}

const decimal = (text: string) => text.trim().replace(",", ".") || "0";

export function inputOfTerms(terms: Terms, event: EventRow) {
  return {
    currency: terms.currency,
    tax_number: terms.tax_number,
    tax_percent: decimal(terms.tax_percent),
    tax_included: terms.tax_included === "yes",
    cancellation_policy: {
      steps: terms.steps.map(({ before, unit, percent }) => ({
        hours_before: Number(before) * (unit === "days" ? 24 : 1),
        percent: decimal(percent),
      })),
      text: terms.policy_text,
      returns_fee: terms.returns_fee,
    },
    settings: {
      ...event.settings,
      fee_bearer: terms.fee_bearer,
      full_refund_until:
        terms.full_refund_until && toInstant(terms.full_refund_until, event.timezone),
      payment: {
        iban: terms.iban,
        bic: terms.bic,
        bank_name: terms.bank_name,
        takes_cash: terms.takes_cash,
        text: terms.payment_text,
      },
    },
    version: event.version,
  };
}
