import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { z } from "zod";

/** What every route may ask of the app. */
export interface Context {
  cache: QueryClient;
  /** Sends whoever isn't logged in to the log-in page, and back to this address after it. */
  mustKnow: (href: string) => Promise<void>;
}

/** Routes hang under one of these; the app gives them their looks. */
export const root = createRootRouteWithContext<Context>()();

/** For people who are logged in. */
export const known = createRoute({
  getParentRoute: () => root,
  id: "known",
  beforeLoad: ({ context, location }) => context.mustKnow(location.href),
});

/** Beside the rail. */
export const app = createRoute({ getParentRoute: () => known, id: "app" });

/** Under the head of an event. */
export const event = createRoute({ getParentRoute: () => app, path: "/events/$eventId" });

/**
 * The routes of each feature, by its name. A feature's `routes.tsx` adds its own:
 * `declare module "@/lib/routes" { interface FeatureRoutes { guests: typeof routes } }`
 */
export interface FeatureRoutes {
  none: readonly never[];
}

/** A page's tab in the head of its event. */
export interface Tab {
  label: () => string;
  order: number;
  /** What one must be allowed on the event to see it. */
  permission?: string;
}

/** A page's link in the rail, which may draw nothing. */
export interface RailEntry {
  order: number;
  link: ComponentType;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    tab?: Tab;
    /** The first step of the tab this page belongs to, where it isn't its own. */
    tabOf?: string;
    rail?: RailEntry;
  }
}

/** The values of an address: what can't be read counts as not said. */
export const text = z.string().optional().catch(undefined);
export const flag = z.boolean().optional().catch(undefined);
/** What every list's address may say. */
export const listSearch = { q: text, sort: text };
