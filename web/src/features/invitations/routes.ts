import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, flag, text } from "@/lib/routes";

const invitations = createRoute({
  getParentRoute: () => event,
  path: "/invitations",
  validateSearch: z.object({
    q: text,
    status: text,
    invitation: text,
    add: flag,
    share: flag,
    person: flag,
    canceled: flag,
  }),
  staticData: { tab: { label: () => t`Invitations`, order: 30 } },
  component: lazyRouteComponent(() => import("./pages/InvitationsPage"), "InvitationsPage"),
});

export const routes = [invitations];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    invitations: typeof routes;
  }
}
