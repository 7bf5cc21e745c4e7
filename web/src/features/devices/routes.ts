import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const devices = createRoute({
  getParentRoute: () => event,
  path: "/devices",
  staticData: { title: () => t`Devices and gates`, tabOf: "door" },
  component: lazyRouteComponent(() => import("./pages/DevicesPage"), "DevicesPage"),
});

export const routes = [devices];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    devices: typeof routes;
  }
}
