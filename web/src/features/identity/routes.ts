import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { root, text } from "@/lib/routes";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/LoginPage"), "LoginPage"),
});
const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  component: lazyRouteComponent(() => import("./pages/RegisterPage"), "RegisterPage"),
});

export const routes = [login, register];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    identity: typeof routes;
  }
}
