import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event, authenticated } from "@/lib/routes";

const overview = createRoute({
  getParentRoute: () => event,
  path: "/",
  staticData: { tab: { label: () => t`Overview`, order: 10 } },
  component: lazyRouteComponent(() => import("./pages/OverviewPage"), "OverviewPage"),
});
const live = createRoute({
  getParentRoute: () => event,
  path: "/live",
  staticData: { tab: { label: () => t`Live`, order: 80 } },
  component: lazyRouteComponent(() => import("./pages/LivePage"), "LivePage"),
});
const activity = createRoute({
  getParentRoute: () => event,
  path: "/activity",
  staticData: { tab: { label: () => t`Activity`, order: 90, permission: "see_activity" } },
  component: lazyRouteComponent(() => import("./pages/ActivityPage"), "ActivityPage"),
});
/** The screen at the entrance. It is read from a distance, so it has no sidebar or header. */
const entrance = createRoute({
  getParentRoute: () => authenticated,
  path: "/events/$eventId/entrance",
  staticData: { title: () => t`Entrance` },
  component: lazyRouteComponent(() => import("./pages/EntrancePage"), "EntrancePage"),
});

export const routes = [overview, live, activity, entrance];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    insight: typeof routes;
  }
}
