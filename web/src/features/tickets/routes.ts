import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { event } from "@/lib/routes";

const tickets = createRoute({
  getParentRoute: () => event,
  path: "/tickets",
  staticData: {
    tab: {
      label: () => t`Tickets`,
      order: 33,
      permission: "edit_event",
      // who invites privately finds them in the settings
      isFor: ({ visibility }) => visibility !== "private",
    },
  },
  component: lazyRouteComponent(() => import("./pages/TicketsPage"), "TicketsPage"),
});

const promos = createRoute({
  getParentRoute: () => event,
  path: "/promo-codes",
  staticData: { tabOf: "tickets", title: () => t`Promo codes` },
  component: lazyRouteComponent(() => import("./pages/PromoPage"), "PromoPage"),
});

const terms = createRoute({
  getParentRoute: () => event,
  path: "/sale-terms",
  staticData: { tabOf: "tickets", title: () => t`Terms of sale` },
  component: lazyRouteComponent(() => import("./pages/TermsPage"), "TermsPage"),
});

export const routes = [tickets, promos, terms];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    tickets: typeof routes;
  }
}
