import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, text } from "@/lib/routes";
import { OrganizationLink } from "./components/OrganizationLink";

const organization = createRoute({
  getParentRoute: () => app,
  path: "/organization",
  validateSearch: z.object({ id: text }),
  staticData: { title: () => t`Organization`, rail: { order: 30, link: OrganizationLink } },
  component: lazyRouteComponent(() => import("./pages/OrganizationPage"), "OrganizationPage"),
});

/** The page of the link in a mailed invitation. */
const join = createRoute({
  getParentRoute: () => app,
  path: "/join-organization/$token",
  staticData: { title: () => t`Join the organization` },
  component: lazyRouteComponent(
    () => import("./pages/JoinOrganizationPage"),
    "JoinOrganizationPage",
  ),
});

export const routes = [organization, join];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    organizations: typeof routes;
  }
}
