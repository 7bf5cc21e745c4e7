import { plural, t } from "@lingui/core/macro";
import type { PromoCode, TicketType } from "@/api";
import { dayAndTime } from "@/lib/dates";
import { amount } from "@/lib/money";
import { percentOf } from "@/lib/numbers";
import type { ChipTone } from "@/ui";

export const kinds = ["standard", "vip", "early_bird", "reduced", "group", "other"] as const;

export function kindLabel(kind: TicketType["kind"]): string {
  return {
    standard: t`Standard`,
    vip: t`VIP`,
    early_bird: t`Early bird`,
    reduced: t`Reduced`,
    group: t`Group`,
    other: t`Other`,
  }[kind];
}

export function saleLabel(state: TicketType["sale_state"]): { word: string; tone: ChipTone } {
  switch (state) {
    case "on_sale":
      return { word: t`On sale`, tone: "positive" };
    case "soon":
      return { word: t`Not on sale yet`, tone: "info" };
    case "over":
      return { word: t`Sale ended`, tone: "neutral" };
    case "paused":
      return { word: t`Off sale`, tone: "warning" };
    case "sold_out":
      return { word: t`Sold out`, tone: "danger" };
  }
}

/** A price in words. */
export function priceLabel(price: number, currency: string): string {
  return price === 0 ? t`Free` : amount(price, currency);
}

/** A step of a price as the API has it. */
interface Step {
  price: number;
  until: string | null;
  first: number | null;
}

export function stepsOf(type: TicketType): Step[] {
  return type.price_steps.map((step) => ({
    price: Number(step.price),
    until: typeof step.until === "string" ? step.until : null,
    first: typeof step.first === "number" ? step.first : null,
  }));
}

/** An earlier price: how long it lasts. */
export function stepLabel({ price, until, first }: Step, currency: string, zone: string): string {
  const cost = priceLabel(price, currency);
  const end = until && dayAndTime(until, zone);
  if (end && first !== null)
    return plural(first, {
      one: `${cost} for the first ticket, until ${end} at the latest`,
      other: `${cost} for the first # tickets, until ${end} at the latest`,
    });
  if (end) return t`${cost} until ${end}`;
  return plural(first ?? 0, {
    one: `${cost} for the first ticket`,
    other: `${cost} for the first # tickets`,
  });
}

/** What a code takes off, in words. */
export function promoLabel(promo: PromoCode, currency: string): string {
  if (promo.percent !== null) return t`${percentOf(promo.percent)} off`;
  if (promo.amount !== null) return t`${amount(promo.amount, currency)} off`;
  return t`Shows hidden tickets`;
}

export type PromoState = "active" | "off" | "soon" | "over" | "used_up";

export function promoState(promo: PromoCode, now: number): PromoState {
  if (!promo.is_active) return "off";
  if (promo.quota !== null && promo.used >= promo.quota) return "used_up";
  if (promo.starts_at && Date.parse(promo.starts_at) > now) return "soon";
  if (promo.ends_at && Date.parse(promo.ends_at) <= now) return "over";
  return "active";
}

export function promoStateLabel(state: PromoState): { word: string; tone: ChipTone } {
  switch (state) {
    case "active":
      return { word: t`Active`, tone: "positive" };
    case "off":
      return { word: t`Off`, tone: "warning" };
    case "soon":
      return { word: t`Not valid yet`, tone: "info" };
    case "over":
      return { word: t`Expired`, tone: "neutral" };
    case "used_up":
      return { word: t`Used up`, tone: "danger" };
  }
}
