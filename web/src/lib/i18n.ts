import { i18n, type Messages } from "@lingui/core";
import languages from "./languages.json";

export type Locale = keyof typeof languages;
/** For a list to choose from: each language by its own name. */
export const languageOptions = Object.entries(languages).map(([id, { name }]) => ({
  id: id as Locale,
  label: name,
}));

/** One chunk a language, compiled from its catalogue by the build. */
const catalogues = import.meta.glob<{ messages: Messages }>("../locales/*.po");
const stored = "convite.locale";

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return isLocale(locale) && languages[locale].direction === "rtl" ? "rtl" : "ltr";
}

export function preferredLocale(): Locale {
  const kept = localStorage.getItem(stored);
  if (isLocale(kept)) return kept;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
  return spoken ?? "en";
}

/** The locale by which dates and numbers are written. */
export function formatLocale(): string {
  return isLocale(i18n.locale) ? languages[i18n.locale].format : i18n.locale;
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
