import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app, event } from "@/lib/routes";

const team = createRoute({
  getParentRoute: () => event,
  path: "/team",
  staticData: { tab: { label: () => t`Team`, order: 95 } },
  component: lazyRouteComponent(() => import("./pages/TeamPage"), "TeamPage"),
});
/** The page of the link in a mailed invitation. */
const join = createRoute({
  getParentRoute: () => app,
  path: "/join/$token",
  staticData: { title: () => t`Join team` },
  component: lazyRouteComponent(() => import("./pages/JoinPage"), "JoinPage"),
});

export const routes = [team, join];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    team: typeof routes;
  }
}
