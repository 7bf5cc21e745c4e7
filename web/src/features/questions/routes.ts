import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const questions = createRoute({
  getParentRoute: () => event,
  path: "/questions",
  staticData: { tab: { label: () => t`Questions`, order: 40 } },
  component: lazyRouteComponent(() => import("./pages/QuestionsPage"), "QuestionsPage"),
});

export const routes = [questions];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    questions: typeof routes;
  }
}
