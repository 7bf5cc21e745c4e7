import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, flag, text } from "@/lib/routes";
import { filterSearch } from "./filters";

const guests = createRoute({
  getParentRoute: () => event,
  path: "/guests",
  validateSearch: z.object({
    ...filterSearch,
    sort: text,
    columns: text,
    view: text,
    guest: text,
    add: flag,
    duplicates: flag,
  }),
  staticData: { tab: { label: () => t`Guests`, order: 20 } },
  component: lazyRouteComponent(() => import("./pages/GuestsPage"), "GuestsPage"),
});
const load = createRoute({
  getParentRoute: () => event,
  path: "/guests/import",
  validateSearch: z.object({ import: text, refused: text }),
  staticData: { title: () => t`Import guests` },
  component: lazyRouteComponent(() => import("./pages/ImportPage"), "ImportPage"),
});

export const routes = [guests, load];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    guests: typeof routes;
  }
}
