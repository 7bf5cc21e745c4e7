import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, root, text } from "@/lib/routes";
import { skipIfLoggedIn } from "./next";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  staticData: { title: () => t`Log in` },
  validateSearch: z.object({ next: text, refused: text, provider: text }),
  component: lazyRouteComponent(() => import("./pages/LoginPage"), "LoginPage"),
});
const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  staticData: { title: () => t`Create account` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/RegisterPage"), "RegisterPage"),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  staticData: { title: () => t`Forgot your password?` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/LinkRequestPage"), "ForgotPage"),
});
const loginByMail = createRoute({
  getParentRoute: () => root,
  path: "/login/mail",
  staticData: { title: () => t`Log in by e-mail` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/LinkRequestPage"), "LoginByMailPage"),
});
const loginByCode = createRoute({
  getParentRoute: () => root,
  path: "/login/code",
  staticData: { title: () => t`Log in with a code` },
  validateSearch: z.object({ next: text }),
  beforeLoad: ({ context, search }) => skipIfLoggedIn(context.cache, search.next),
  component: lazyRouteComponent(() => import("./pages/CodePage"), "CodePage"),
});
/** The token of the first step is in the fragment. */
const secondStep = createRoute({
  getParentRoute: () => root,
  path: "/login/second",
  staticData: { title: () => t`One more step` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/SecondStepPage"), "SecondStepPage"),
});
/** The page of a mailed link. */
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset/$token",
  staticData: { title: () => t`Set a new password` },
  component: lazyRouteComponent(() => import("./pages/ResetPage"), "ResetPage"),
});
/** The page of a mailed link. */
const loginLink = createRoute({
  getParentRoute: () => root,
  path: "/login/$token",
  staticData: { title: () => t`Log in` },
  component: lazyRouteComponent(() => import("./pages/LoginLinkPage"), "LoginLinkPage"),
});

const profile = createRoute({
  getParentRoute: () => app,
  path: "/account/profile",
  staticData: { title: () => t`Your profile` },
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("./pages/ProfilePage"), "ProfilePage"),
});

export const routes = [
  login,
  register,
  forgot,
  loginByMail,
  loginByCode,
  secondStep,
  reset,
  loginLink,
  profile,
];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    identity: typeof routes;
  }
}
