import { Outlet, useRouter } from "@tanstack/react-router";
import { RouterProvider } from "react-aria-components";

/** Links of the components go through the router. */
export function Root() {
  const router = useRouter();
  return (
    <RouterProvider
      navigate={(href) => {
        void router.navigate({ href });
      }}
      useHref={(href) => href}
    >
      <Outlet />
    </RouterProvider>
  );
}
