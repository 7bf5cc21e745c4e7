import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const poll = createRoute({
  getParentRoute: () => event,
  path: "/poll",
  staticData: { tabOf: "settings", title: () => t`Date poll` },
  component: lazyRouteComponent(() => import("./pages/PollPage"), "PollPage"),
});

export const routes = [poll];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    polls: typeof routes;
  }
}
