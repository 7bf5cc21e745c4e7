import { Outlet, useRouter } from "@tanstack/react-router";
import { RouterProvider } from "react-aria-components";

/** Makes React Aria links navigate with the router. */
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
