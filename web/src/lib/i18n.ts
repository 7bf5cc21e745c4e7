import { i18n, type Messages } from "@lingui/core";
import languages from "./languages.json";

export type Locale = keyof typeof languages;
/** Options for a language menu; each language is listed under its own name. */
export const languageOptions = Object.entries(languages).map(([id, { name }]) => ({
  id: id as Locale,
  label: name,
}));

/** One lazy chunk per language, compiled from its catalogue at build time. */
const catalogues = import.meta.glob<{ messages: Messages }>("../locales/*.po");
const storageKey = "convite.locale";

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return isLocale(locale) && languages[locale].direction === "rtl" ? "rtl" : "ltr";
}

/** The language of the page. */
export const currentLocale = (): Locale => (isLocale(i18n.locale) ? i18n.locale : "en");

export function preferredLocale(): Locale {
  const saved = localStorage.getItem(storageKey);
  if (isLocale(saved)) return saved;
  const fromBrowser = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
  return fromBrowser ?? "en";
}

/**
 * The locale for formatting dates and numbers: the language of the page as the reader's own region
 * writes it (`en-US`: month first, 12 hours), if their browser names one; else the language's default.
 */
export function formatLocale(wanted: readonly string[] = navigator.languages): string {
  if (!isLocale(i18n.locale)) return i18n.locale;
  const { format } = languages[i18n.locale];
  const regional = wanted.find((tag) => tag.toLowerCase().startsWith(`${i18n.locale}-`));
  if (!regional) return format;
  const [, extension] = format.split("-u-");
  const plain = regional.split("-u-")[0] ?? regional;
  return extension ? `${plain}-u-${extension}` : plain;
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
  localStorage.setItem(storageKey, locale);
}
