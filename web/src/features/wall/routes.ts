import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event } from "@/lib/routes";
import { WaitingPosts } from "./components/WaitingPosts";
import { kinds, views } from "./model";

const wall = createRoute({
  getParentRoute: () => event,
  path: "/wall",
  validateSearch: z.object({
    kind: z.enum(kinds).optional().catch(undefined),
    view: z.enum(views).optional().catch(undefined),
  }),
  staticData: {
    tab: {
      label: () => t`Guest wall`,
      order: 37,
      badge: WaitingPosts,
      isFor: ({ settings }) => !!settings.page?.comments || !!settings.page?.photos,
    },
  },
  component: lazyRouteComponent(() => import("./pages/WallPage"), "WallPage"),
});

export const routes = [wall];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    wall: typeof routes;
  }
}
