import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const reminders = createRoute({
  getParentRoute: () => event,
  path: "/reminders",
  staticData: { tab: { label: () => t`Reminders`, order: 50 } },
  component: lazyRouteComponent(() => import("./pages/RemindersPage"), "RemindersPage"),
});

export const routes = [reminders];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    reminders: typeof routes;
  }
}
