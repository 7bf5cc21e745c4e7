import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";

/** The plan editor uses all the space beside the sidebar. */
const plan = createRoute({
  getParentRoute: () => app,
  path: "/events/$eventId/seating/plan",
  staticData: { title: () => t`Plan` },
  component: lazyRouteComponent(() => import("./pages/PlanPage"), "PlanPage"),
});

export const routes = [plan];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    plan: typeof routes;
  }
}
