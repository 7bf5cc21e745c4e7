import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, text } from "@/lib/routes";
import { BookLink } from "./components/BookLink";

const book = createRoute({
  getParentRoute: () => app,
  path: "/guests",
  validateSearch: z.object({ id: text, q: text, tag: text, sort: text }),
  staticData: { title: () => t`Address book`, rail: { order: 20, link: BookLink } },
  component: lazyRouteComponent(() => import("./pages/BookPage"), "BookPage"),
});

export const routes = [book];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    book: typeof routes;
  }
}
