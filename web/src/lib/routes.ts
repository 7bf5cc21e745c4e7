import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { z } from "zod";

/** Router context, available to every route. */
export interface Context {
  cache: QueryClient;
  /** Redirects to the login page if nobody is logged in, and returns to `href` afterwards. */
  requireLogin: (href: string) => Promise<void>;
}

/** Parent routes for the features. The app sets their components. */
export const root = createRootRouteWithContext<Context>()();

/** Requires a session. */
export const authenticated = createRoute({
  getParentRoute: () => root,
  id: "authenticated",
  beforeLoad: ({ context, location }) => context.requireLogin(location.href),
});

/** Pages with the sidebar. */
export const app = createRoute({ getParentRoute: () => authenticated, id: "app" });

/** Pages below the event header. */
export const event = createRoute({ getParentRoute: () => app, path: "/events/$eventId" });

/**
 * Routes by feature name. Each feature's `routes.ts` adds its own:
 * `declare module "@/lib/routes" { interface FeatureRoutes { guests: typeof routes } }`
 */
export interface FeatureRoutes {
  none: readonly never[];
}

/** What says whether people ask to join an event, and whether it has a wall. */
interface Joinable {
  visibility: string;
  approval: string;
  requests_count: number;
  settings: { page?: { comments?: boolean; photos?: boolean } };
}

/** A tab in the event header. */
export interface Tab {
  label: () => string;
  order: number;
  /** Permission on the event that is required to see the tab. */
  permission?: string;
  /** Which events have the tab; without it, all. */
  isFor?: (event: Joinable) => boolean;
  /** What stands after the label, such as a count. It may render nothing. */
  badge?: ComponentType<{ eventId: string }>;
}

/** A link in the sidebar. The component may render nothing. */
export interface RailEntry {
  order: number;
  link: ComponentType;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    tab?: Tab;
    /** The page's part of the document's title, if it has no tab whose label says it. */
    title?: () => string;
    /** First path segment of the tab this page belongs to, if the page has no tab of its own. */
    tabOf?: string;
    rail?: RailEntry;
  }
}

/** Schemas for search parameters. Invalid values count as missing. */
export const text = z.string().optional().catch(undefined);
export const flag = z.boolean().optional().catch(undefined);
/** Search parameters that every list supports. */
export const listSearch = { q: text, sort: text };
