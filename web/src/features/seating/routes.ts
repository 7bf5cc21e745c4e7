import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const seating = createRoute({
  getParentRoute: () => event,
  path: "/seating",
  staticData: { tab: { label: () => t`Seating`, order: 60 } },
  component: lazyRouteComponent(() => import("./pages/SeatingPage"), "SeatingPage"),
});

export const routes = [seating];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    seating: typeof routes;
  }
}
