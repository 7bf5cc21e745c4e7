import { formatLocale } from "./i18n";

export function count(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value);
}

/** Formats a fraction between 0 and 1 as a whole percentage. */
export function percent(share: number): string {
  return new Intl.NumberFormat(formatLocale(), {
    style: "percent",
    maximumFractionDigits: 0,
  }).format(share);
}

/** Formats a number of percent, such as the API's "7.500", with the digits that count. */
export function percentOf(value: number | string): string {
  return new Intl.NumberFormat(formatLocale(), {
    style: "percent",
    maximumFractionDigits: 3,
  }).format(Number(value) / 100);
}

/** An amount in a currency, given as its decimal text. */
export function money(amount: string, currency: string): string {
  return new Intl.NumberFormat(formatLocale(), { style: "currency", currency }).format(
    Number(amount),
  );
}

export function listOf(words: string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "conjunction" }).format(words);
}

/** Rounds to an integer of at least 1. */
export const whole = (value: number) => Math.max(1, Math.round(value));
