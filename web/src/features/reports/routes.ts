import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";
import { ReportsLink } from "./components/ReportsLink";

const reports = createRoute({
  getParentRoute: () => app,
  path: "/reports",
  staticData: { title: () => t`Reports`, rail: { order: 27, link: ReportsLink } },
  component: lazyRouteComponent(() => import("./pages/ReportsPage"), "ReportsPage"),
});

export const routes = [reports];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    reports: typeof routes;
  }
}
