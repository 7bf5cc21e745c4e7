import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { event, flag, listSearch, text } from "@/lib/routes";

const orders = createRoute({
  getParentRoute: () => event,
  path: "/orders",
  validateSearch: z.object({ ...listSearch, status: text }),
  staticData: {
    tab: {
      label: () => t`Orders`,
      order: 34,
      permission: "see_money",
      isFor: ({ visibility }) => visibility !== "private",
    },
  },
  component: lazyRouteComponent(() => import("./pages/OrdersPage"), "OrdersPage"),
});

const order = createRoute({
  getParentRoute: () => event,
  path: "/orders/$orderId",
  validateSearch: z.object({ pay: flag }),
  staticData: { tabOf: "orders", title: () => t`Order` },
  component: lazyRouteComponent(() => import("./pages/OrderPage"), "OrderPage"),
});

const newOrder = createRoute({
  getParentRoute: () => event,
  path: "/orders/new",
  staticData: { tabOf: "orders", title: () => t`New order` },
  component: lazyRouteComponent(() => import("./pages/NewOrderPage"), "NewOrderPage"),
});

export const routes = [orders, order, newOrder];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    orders: typeof routes;
  }
}
