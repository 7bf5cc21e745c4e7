import { formatLocale } from "./i18n";

/** ISO 4217's digits after the point, where they aren't two. Browsers know those that people write by habit. */
const digits: Readonly<Record<string, number>> = Object.fromEntries([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ..."CLF UYW".split(" ").map((code) => [code, 4] as const),
]);

export const digitsOf = (currency: string): number => digits[currency] ?? 2;

/** An amount in minor units as people of the page's language write it: 1999 is €19.99, ¥1,999 or KWD 1.999. */
export function amount(minor: number, currency: string): string {
  const places = digitsOf(currency);
  return new Intl.NumberFormat(formatLocale(), {
    style: "currency",
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(minor / 10 ** places);
}

/** An amount for a text field: 1999 is 19.99 in EUR. */
export function toTyped(minor: number, currency: string): string {
  return (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

/** The minor units of a typed amount, with a point or comma; null if it isn't one or has too many digits. */
export function toMinor(typed: string, currency: string): number | null {
  const plain = typed
    .trim()
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[,٫]/, ".");
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  const [, whole = "", part = ""] = found ?? [];
  const places = digitsOf(currency);
  if (!found || part.length > places) return null;
  return Number(whole) * 10 ** places + Number(part.padEnd(places, "0") || "0");
}

/** Currencies by their ISO code, named in the language of the page. */
export function currencyOptions(): { id: string; label: string }[] {
  const names = new Intl.DisplayNames([formatLocale()], { type: "currency" });
  return Intl.supportedValuesOf("currency").map((id) => ({
    id,
    label: `${id} – ${names.of(id) ?? id}`,
  }));
}
