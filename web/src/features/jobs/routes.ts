import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { app } from "@/lib/routes";
import { JobsLink } from "./components/JobsLink";

const jobs = createRoute({
  getParentRoute: () => app,
  path: "/jobs",
  staticData: { title: () => t`Failed jobs`, rail: { order: 30, link: JobsLink } },
  component: lazyRouteComponent(() => import("./pages/JobsPage"), "JobsPage"),
});

export const routes = [jobs];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    jobs: typeof routes;
  }
}
