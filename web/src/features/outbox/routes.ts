import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";
import { OutboxLink } from "./components/OutboxLink";

const outbox = createRoute({
  getParentRoute: () => app,
  path: "/outbox",
  staticData: { title: () => t`Outbox`, rail: { order: 20, link: OutboxLink } },
  component: lazyRouteComponent(() => import("./pages/OutboxPage"), "OutboxPage"),
});

export const routes = [outbox];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    outbox: typeof routes;
  }
}
