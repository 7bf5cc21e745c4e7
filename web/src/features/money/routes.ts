import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const money = createRoute({
  getParentRoute: () => event,
  path: "/money",
  staticData: { tabOf: "orders", title: () => t`Money` },
  component: lazyRouteComponent(() => import("./pages/MoneyPage"), "MoneyPage"),
});

export const routes = [money];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    money: typeof routes;
  }
}
