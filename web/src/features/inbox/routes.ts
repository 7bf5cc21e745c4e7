import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, flag, text } from "@/lib/routes";
import { UnreadCount } from "./components/UnreadCount";

const inbox = createRoute({
  getParentRoute: () => event,
  path: "/inbox",
  validateSearch: z.object({
    unread: flag,
    mine: flag,
    nobody: flag,
    failed: flag,
    q: text,
    conversation: text,
  }),
  staticData: {
    tab: { label: () => t`Inbox`, order: 35, permission: "see_contacts", badge: UnreadCount },
  },
  component: lazyRouteComponent(() => import("./pages/InboxPage"), "InboxPage"),
});

export const routes = [inbox];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    inbox: typeof routes;
  }
}
