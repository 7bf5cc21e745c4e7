import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, text } from "@/lib/routes";

const webhooks = createRoute({
  getParentRoute: () => app,
  path: "/organization/webhooks",
  validateSearch: z.object({ id: text }),
  staticData: { title: () => t`Webhooks` },
  component: lazyRouteComponent(() => import("./pages/WebhooksPage"), "WebhooksPage"),
});

export const routes = [webhooks];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    webhooks: typeof routes;
  }
}
