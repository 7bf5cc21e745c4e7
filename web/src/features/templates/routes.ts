import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, text } from "@/lib/routes";

const templates = createRoute({
  getParentRoute: () => app,
  path: "/organization/templates",
  validateSearch: z.object({ id: text }),
  staticData: { title: () => t`Templates` },
  component: lazyRouteComponent(() => import("./pages/TemplatesPage"), "TemplatesPage"),
});

export const routes = [templates];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    templates: typeof routes;
  }
}
