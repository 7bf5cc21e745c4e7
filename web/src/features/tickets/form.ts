import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import type { NewTicketType, TicketType } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { toMinor, toTyped } from "@/lib/money";
import { kinds, stepsOf } from "./model";

/** An amount as it is typed; empty is nothing. */
export const typedAmount = (currency: string) => {
  const example = toTyped(1250, currency);
  return z
    .string()
    .refine(
      (typed) => typed.trim() === "" || toMinor(typed, currency) !== null,
      t`Enter the amount, such as ${example}.`,
    );
};

const step = (currency: string) =>
  z
    .object({
      price: typedAmount(currency),
      until: z.custom<CalendarDateTime | null>(),
      first: z.string(),
    })
    .refine(({ until, first }) => until !== null || first !== "", {
      path: ["first"],
      error: t`Enter a date or a number of tickets.`,
    });

/** The fields of a type; the currency says how amounts are read. */
export const schema = (currency: string) =>
  z.object({
    name: z
      .string()
      .trim()
      .min(1, t`Give the tickets a name.`)
      .max(100, t`Use at most 100 characters.`),
    price: typedAmount(currency),
    quota: z.string(),
    description: z.string().max(1000, t`Use at most 1,000 characters.`),
    kind: z.enum(kinds),
    mode: z.enum(["in_person", "online"]),
    price_steps: z.array(step(currency)),
    is_free_price: z.boolean(),
    is_addon: z.boolean(),
    is_hidden: z.boolean(),
    needs_names: z.boolean(),
    sales_start: z.custom<CalendarDateTime | null>(),
    sales_end: z.custom<CalendarDateTime | null>(),
    min_per_order: z.string(),
    max_per_order: z.string(),
    admits: z.string(),
    seat_category: z.string(),
    tax_percent: z.string(),
  });

export type Values = z.input<ReturnType<typeof schema>>;

const typed = (value: number | string | null | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** The form's values for a type, or for a new one. */
export function valuesOf(type: TicketType | null, currency: string, zone: string): Values {
  const wall = (iso: string | null | undefined) => (iso ? toWall(iso, zone) : null);
  return {
    name: type?.name ?? "",
    price: type ? toTyped(type.price, currency) : "",
    quota: typed(type?.quota),
    description: type?.description ?? "",
    kind: type?.kind ?? "standard",
    mode: type?.mode ?? "in_person",
    price_steps: (type ? stepsOf(type) : []).map((one) => ({
      price: toTyped(one.price, currency),
      until: wall(one.until),
      first: typed(one.first),
    })),
    is_free_price: type?.is_free_price ?? false,
    is_addon: type?.is_addon ?? false,
    is_hidden: type?.is_hidden ?? false,
    needs_names: type?.needs_names ?? false,
    sales_start: wall(type?.sales_start),
    sales_end: wall(type?.sales_end),
    min_per_order: typed(type?.min_per_order ?? 1),
    max_per_order: typed(type?.max_per_order ?? 10),
    admits: typed(type?.admits ?? 1),
    seat_category: type?.seat_category ?? "",
    tax_percent: type?.tax_percent ? String(Number(type.tax_percent)) : "",
  };
}

/** What is sent for the form's values. */
export function inputOf(values: Values, currency: string, zone: string) {
  const instant = (wall: CalendarDateTime | null) => wall && toInstant(wall, zone);
  const whole = (text: string) => (text ? Number(text) : null);
  return {
    ...values,
    price: toMinor(values.price, currency) ?? 0,
    quota: whole(values.quota),
    price_steps: values.price_steps.map((one) => ({
      price: toMinor(one.price, currency) ?? 0,
      until: instant(one.until),
      first: whole(one.first),
    })),
    sales_start: instant(values.sales_start),
    sales_end: instant(values.sales_end),
    min_per_order: whole(values.min_per_order) ?? 1,
    max_per_order: whole(values.max_per_order) ?? 10,
    admits: whole(values.admits) ?? 1,
    seat_category: values.seat_category.trim() || null,
    tax_percent: values.tax_percent.trim() ? values.tax_percent.trim().replace(",", ".") : null,
  } satisfies NewTicketType;
}
