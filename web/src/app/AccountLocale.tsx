import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { use, useEffect } from "react";
import { meOptions } from "@/api";
import { isLocale, keepLocale } from "@/lib/i18n";
import { LocaleContext } from "./locale";

/** Speaks the account's language on every device, whatever this browser spoke before. */
export function AccountLocale() {
  const change = use(LocaleContext);
  // Only what the page itself has read: guests and devices have no account.
  const locale = useQuery({ ...meOptions, enabled: false }).data?.profile.locale;
  useEffect(() => {
    if (!isLocale(locale) || locale === i18n.locale) return;
    keepLocale(locale);
    change(locale);
  }, [locale, change]);
  return null;
}
