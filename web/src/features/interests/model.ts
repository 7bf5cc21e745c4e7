import type { Interest } from "@/api";
import type { Locale } from "@/lib/i18n";

/** What an interest is called in a language. */
export function nameOf(interest: Interest, locale: Locale): string {
  return interest.translations[locale]?.name ?? interest.name;
}

/** The most that a person or an event can have. */
export const MOST = 20;
