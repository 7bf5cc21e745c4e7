import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { root, text } from "@/lib/routes";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  staticData: { title: () => t`Log in` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/LoginPage"), "LoginPage"),
});
const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  staticData: { title: () => t`Create account` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/RegisterPage"), "RegisterPage"),
});

export const routes = [login, register];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    identity: typeof routes;
  }
}
