import type { StaticDataRouteOption } from "@tanstack/react-router";

/** The document's title: the page, its event if it has one, and the product. */
export function titleOf({ title, tab }: StaticDataRouteOption, event?: string): string {
  return [title?.() ?? tab?.label(), event, "Convite"].filter(Boolean).join(" · ");
}
