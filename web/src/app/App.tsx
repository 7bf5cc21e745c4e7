import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components";
import { activateLocale, formatLocale, isLocale } from "@/lib/i18n";
import { Toasts } from "@/ui";
import { LocaleContext } from "./locale";
import { makeQueryClient } from "./query";
import { makeRouter } from "./router";

export function App() {
  const [locale, setLocale] = useState(i18n.locale);
  const cache = useMemo(() => makeQueryClient(), []);
  const router = useMemo(() => makeRouter(cache), [cache]);
  const change = useMemo(
    () => (next: string) => {
      if (isLocale(next)) void activateLocale(next).then(() => setLocale(next));
    },
    [],
  );
  // Texts are read at render time, so changing the locale remounts the whole tree.
  return (
    <QueryClientProvider client={cache}>
      <I18nProvider i18n={i18n} key={locale}>
        <AriaLocale locale={formatLocale()}>
          <LocaleContext value={change}>
            <RouterProvider router={router} />
            <Toasts />
          </LocaleContext>
        </AriaLocale>
      </I18nProvider>
    </QueryClientProvider>
  );
}
