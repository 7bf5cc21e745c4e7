import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, flag, text } from "@/lib/routes";

const messages = createRoute({
  getParentRoute: () => event,
  path: "/messages",
  staticData: { tab: { label: () => t`Messages`, order: 45 } },
  validateSearch: z.object({ write: flag, about: text, q: text }),
  component: lazyRouteComponent(() => import("./pages/BroadcastsPage"), "BroadcastsPage"),
});

const message = createRoute({
  getParentRoute: () => event,
  path: "/messages/$messageId",
  staticData: { title: () => t`Message`, tabOf: "messages" },
  validateSearch: z.object({ show: text }),
  component: lazyRouteComponent(() => import("./pages/BroadcastPage"), "BroadcastPage"),
});

export const routes = [messages, message];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    broadcasts: typeof routes;
  }
}
