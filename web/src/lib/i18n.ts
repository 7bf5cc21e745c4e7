import { i18n, type Messages } from "@lingui/core";

export const locales = ["en", "es", "ar"] as const;
export type Locale = (typeof locales)[number];
export const localeNames: Record<Locale, string> = { en: "English", es: "Español", ar: "العربية" };

/** One chunk a language, compiled from its catalogue by the build. */
const catalogues = import.meta.glob<{ messages: Messages }>("../locales/*.po");
const stored = "convite.locale";

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return /^(ar|he|fa|ur)/.test(locale) ? "rtl" : "ltr";
}

export function preferredLocale(): Locale {
  const kept = localStorage.getItem(stored);
  if (isLocale(kept)) return kept;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
  return spoken ?? "en";
}

/** Arabic is shown with Western digits, as seat labels and codes are printed; English with the day first and 24 hours. */
export function formatLocale(): string {
  if (i18n.locale === "ar") return "ar-u-nu-latn";
  return i18n.locale === "en" ? "en-GB" : i18n.locale;
}

export async function activateLocale(locale: Locale): Promise<void> {
  const load = catalogues[`../locales/${locale}.po`];
  if (!load) throw new Error(`There is no catalogue for ${locale}.`);
  const { messages } = await load();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

export function keepLocale(locale: Locale): void {
  localStorage.setItem(stored, locale);
}
