import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";
import { NotificationsLink } from "./components/NotificationsLink";

const notifications = createRoute({
  getParentRoute: () => app,
  path: "/notifications",
  staticData: { title: () => t`Notifications`, rail: { order: 15, link: NotificationsLink } },
  component: lazyRouteComponent(() => import("./pages/NotificationsPage"), "NotificationsPage"),
});

export const routes = [notifications];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    notifications: typeof routes;
  }
}
