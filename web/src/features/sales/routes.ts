import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const sales = createRoute({
  getParentRoute: () => event,
  path: "/sales",
  staticData: { tabOf: "orders", title: () => t`Sales` },
  component: lazyRouteComponent(() => import("./pages/SalesPage"), "SalesPage"),
});

export const routes = [sales];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    sales: typeof routes;
  }
}
