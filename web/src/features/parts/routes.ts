import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const parts = createRoute({
  getParentRoute: () => event,
  path: "/program",
  staticData: { title: () => t`Program`, tabOf: "settings" },
  component: lazyRouteComponent(() => import("./pages/PartsPage"), "PartsPage"),
});

export const routes = [parts];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    parts: typeof routes;
  }
}
