import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, text } from "@/lib/routes";

const payments = createRoute({
  getParentRoute: () => app,
  path: "/organization/payments",
  validateSearch: z.object({ id: text }),
  staticData: { title: () => t`Payment providers` },
  component: lazyRouteComponent(() => import("./pages/PaymentsPage"), "PaymentsPage"),
});

export const routes = [payments];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    paymentaccounts: typeof routes;
  }
}
