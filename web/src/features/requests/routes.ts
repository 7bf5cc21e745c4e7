import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event } from "@/lib/routes";
import { WaitingCount } from "./components/WaitingCount";
import { statuses } from "./model";

const requests = createRoute({
  getParentRoute: () => event,
  path: "/requests",
  validateSearch: z.object({ status: z.enum(statuses).optional().catch(undefined) }),
  staticData: {
    tab: {
      label: () => t`Requests`,
      order: 32,
      permission: "see_answers",
      badge: WaitingCount,
      // events that only invited guests come to have none
      isFor: ({ visibility, approval, requests_count }) =>
        (visibility !== "private" && approval !== "invite_only") || requests_count > 0,
    },
  },
  component: lazyRouteComponent(() => import("./pages/RequestsPage"), "RequestsPage"),
});

const waitlist = createRoute({
  getParentRoute: () => event,
  path: "/waitlist",
  staticData: { tabOf: "requests", title: () => t`Waiting list` },
  component: lazyRouteComponent(() => import("./pages/WaitlistPage"), "WaitlistPage"),
});

export const routes = [requests, waitlist];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    requests: typeof routes;
  }
}
