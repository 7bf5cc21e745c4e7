import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";
import { ProvidersLink } from "./components/ProvidersLink";

const providers = createRoute({
  getParentRoute: () => app,
  path: "/providers",
  staticData: { title: () => t`Providers`, rail: { order: 25, link: ProvidersLink } },
  component: lazyRouteComponent(() => import("./pages/ProvidersPage"), "ProvidersPage"),
});

export const routes = [providers];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    providers: typeof routes;
  }
}
