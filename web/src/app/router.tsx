import { t } from "@lingui/core/macro";
import type { QueryClient } from "@tanstack/react-query";
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from "@tanstack/react-router";
import { z } from "zod";
import { meOptions, Problem } from "@/api";
import { app, event, authenticated, root, text, type FeatureRoutes } from "@/lib/routes";
import { ErrorPage, NotFoundPage } from "./ErrorPage";
import { Root } from "./Root";
import { Shell } from "./Shell";

root.update({ component: Root, errorComponent: ErrorPage, notFoundComponent: NotFoundPage });
app.update({ component: Shell });

const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: () => {
    redirect({ to: "/events", throw: true });
  },
});
const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  staticData: { title: () => t`Your account` },
  validateSearch: z.object({ refused: text, provider: text }),
  component: lazyRouteComponent(
    () => import("@/features/identity/pages/AccountPage"),
    "AccountPage",
  ),
});

type FeatureRoute = FeatureRoutes[keyof FeatureRoutes][number];
type Under<Parent extends AnyRoute> = Extract<
  FeatureRoute,
  { types: { parentRoute: { id: Parent["id"] } } }
>;

/** Collects the routes of all features, so a new page doesn't have to be registered here. */
const declared = Object.values(
  import.meta.glob<{ routes: FeatureRoute[] }>("../features/*/routes.{ts,tsx}", { eager: true }),
).flatMap((feature) => feature.routes);

const isChildOf = (route: AnyRoute, parent: AnyRoute) => route.options.getParentRoute() === parent;

function under<Parent extends AnyRoute>(parent: Parent): Under<Parent>[] {
  return declared.filter((route): route is Under<Parent> => isChildOf(route, parent));
}

const tree = root.addChildren([
  ...under(root),
  authenticated.addChildren([
    ...under(authenticated),
    app.addChildren([home, account, ...under(app), event.addChildren(under(event))]),
  ]),
]);

async function requireLogin(cache: QueryClient, href: string): Promise<void> {
  try {
    await cache.ensureQueryData(meOptions);
  } catch (error) {
    if (error instanceof Problem && error.status === 401)
      redirect({ to: "/login", search: href === "/" ? {} : { next: href }, throw: true });
    throw error;
  }
}

export function makeRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache, requireLogin: (href) => requireLogin(cache, href) },
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
