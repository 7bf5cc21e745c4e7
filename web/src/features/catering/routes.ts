import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, text } from "@/lib/routes";

const catering = createRoute({
  getParentRoute: () => event,
  path: "/catering",
  validateSearch: z.object({ part: text }),
  staticData: { title: () => t`Caterer's sheet`, tabOf: "questions" },
  component: lazyRouteComponent(() => import("./pages/CateringPage"), "CateringPage"),
});

export const routes = [catering];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    catering: typeof routes;
  }
}
