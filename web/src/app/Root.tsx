import { t } from "@lingui/core/macro";
import { Outlet, useBlocker, useRouter } from "@tanstack/react-router";
import { RouterProvider } from "react-aria-components";
import { isMadeByServer } from "@/lib/serverPages";
import { hasUnsaved } from "@/lib/unsaved";
import { Confirm } from "@/ui";
import { AccountLocale } from "./AccountLocale";
import { PageTitle } from "./PageTitle";

/** Makes React Aria links navigate with the router. */
export function Root() {
  const router = useRouter();
  return (
    <RouterProvider
      navigate={(href) => {
        if (isMadeByServer(href)) window.location.assign(href);
        else void router.navigate({ href });
      }}
      useHref={(href) => href}
    >
      <Outlet />
      <PageTitle />
      <AccountLocale />
      <UnsavedGuard />
    </RouterProvider>
  );
}

/** Asks before unsaved input is left behind; the browser asks when the page itself is closed. */
function UnsavedGuard() {
  const blocker = useBlocker({
    shouldBlockFn: hasUnsaved,
    enableBeforeUnload: hasUnsaved,
    withResolver: true,
  });
  return (
    <Confirm
      title={t`Leave without saving?`}
      action={t`Leave`}
      cancel={t`Keep editing`}
      isDanger
      isOpen={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
    >
      <p>{t`What you changed here isn't saved yet.`}</p>
    </Confirm>
  );
}
