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

const choices = createRoute({
  getParentRoute: () => app,
  path: "/account/notifications",
  staticData: { title: () => t`Notification settings` },
  component: lazyRouteComponent(() => import("./pages/ChoicesPage"), "ChoicesPage"),
});

export const routes = [notifications, choices];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    notifications: typeof routes;
  }
}
