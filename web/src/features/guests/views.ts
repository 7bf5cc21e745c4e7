import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { client, ok, useWrite, type Page, type SavedView, type ViewInput } from "@/api";
import { filterSearch, type FilterSearch } from "./filters";

export const viewKeys = { list: (eventId: string) => ["views", eventId] as const };

/** A view's query as it is kept: what isn't set is left out. */
const kept = z.object({
  filters: z.object(filterSearch).catch({}).default({}),
  sort: z.string().optional().catch(undefined),
  columns: z.array(z.string()).default([]).catch([]),
});

/** The search parameters of a saved view; filters that it doesn't have are cleared. */
export function searchOf({ id, query }: SavedView) {
  const { filters, sort, columns } = kept.parse(query);
  const cleared: FilterSearch = Object.fromEntries(
    Object.keys(filterSearch).map((name) => [name, undefined]),
  );
  const since = filters.answered_since?.slice(0, 10);
  return {
    ...cleared,
    ...filters,
    answered_since: since,
    sort,
    columns: columns.length > 0 ? columns.join() : undefined,
    view: id,
  };
}

/** The user's saved views of the guest list and those that the team shares, by name. */
export function useViews(eventId: string) {
  return useQuery({
    queryKey: viewKeys.list(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/saved-views", {
          params: { path: { event_id: eventId } },
        }),
      ),
    select: (page: Page<SavedView>) => page.items,
  });
}

export function useSaveView(eventId: string) {
  return useWrite(
    ({ id, ...body }: ViewInput & { id?: string }) => {
      if (id === undefined)
        return ok(
          client.POST("/api/events/{event_id}/saved-views", {
            params: { path: { event_id: eventId } },
            body,
          }),
        );
      const path = { event_id: eventId, view_id: id };
      return ok(
        client.PATCH("/api/events/{event_id}/saved-views/{view_id}", { params: { path }, body }),
      );
    },
    (cache) => cache.invalidateQueries({ queryKey: viewKeys.list(eventId) }),
  );
}

export function useRemoveView(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/saved-views/{view_id}", {
          params: { path: { event_id: eventId, view_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: viewKeys.list(eventId) }),
  );
}
