import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { app, event, text } from "@/lib/routes";
import { eventSearch } from "./list";
import { EventsLink } from "./components/EventsLink";

const events = createRoute({
  getParentRoute: () => app,
  path: "/events",
  validateSearch: eventSearch,
  staticData: { title: () => t`Events`, rail: { order: 10, link: EventsLink } },
  component: lazyRouteComponent(() => import("./pages/EventsPage"), "EventsPage"),
});
const newEvent = createRoute({
  getParentRoute: () => app,
  path: "/events/new",
  validateSearch: z.object({ preset: text, organization: text }),
  staticData: { title: () => t`Create event` },
  component: lazyRouteComponent(() => import("./pages/CreateEventPage"), "CreateEventPage"),
});
const settings = createRoute({
  getParentRoute: () => event,
  path: "/settings",
  staticData: { tab: { label: () => t`Settings`, order: 100 } },
  component: lazyRouteComponent(() => import("./pages/SettingsPage"), "SettingsPage"),
});

event.update({ component: lazyRouteComponent(() => import("./pages/EventLayout"), "EventLayout") });

export const routes = [events, newEvent, settings];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    events: typeof routes;
  }
}
