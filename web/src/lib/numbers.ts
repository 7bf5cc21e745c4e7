import { formatLocale } from "./i18n";

export function count(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value);
}

/** A share between 0 and 1 as a whole percentage. */
export function percent(share: number): string {
  return new Intl.NumberFormat(formatLocale(), {
    style: "percent",
    maximumFractionDigits: 0,
  }).format(share);
}

export function listOf(words: string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "conjunction" }).format(words);
}

/** At least one, and no fraction. */
export const whole = (value: number) => Math.max(1, Math.round(value));
