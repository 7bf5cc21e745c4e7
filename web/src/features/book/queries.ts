import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { client, ok, useWrite, type BookChange, type BookQuery } from "@/api";

export const bookKeys = {
  all: ["book"] as const,
  list: (query: BookQuery) => ["book", "list", query] as const,
};

/** The people of an address book, a page at a time. */
export function useBook(query: BookQuery) {
  return useInfiniteQuery({
    queryKey: bookKeys.list(query),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/guests", {
          params: {
            query: { ...query, limit: 50, cursor: pageParam, total: pageParam === undefined },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

const one = (guest_id: string) => ({ params: { path: { guest_id } } });
const listOf = (event_id: string) => ({ params: { path: { event_id } } });

export function useChangePerson() {
  return useWrite(
    ({ id, ...body }: BookChange & { id: string }) =>
      ok(client.PATCH("/api/guests/{guest_id}", { ...one(id), body })),
    (cache) => cache.invalidateQueries({ queryKey: bookKeys.all }),
  );
}

export function useRemovePerson() {
  return useWrite(
    (id: string) => ok(client.DELETE("/api/guests/{guest_id}", one(id))),
    (cache) => cache.invalidateQueries({ queryKey: bookKeys.all }),
  );
}

/** Erases people for good: from the book, lists, messages, files and the history. */
export function useErasePerson() {
  return useWrite(
    ({ id, name }: { id: string; name: string }) =>
      ok(client.POST("/api/guests/{guest_id}/erase", { ...one(id), body: { name } })),
    (cache) => cache.invalidateQueries({ queryKey: bookKeys.all }),
  );
}

export function useMergePeople() {
  return useWrite(
    (body: { keep: string; remove: string; off_list: string | null }) =>
      ok(client.POST("/api/guests/merge", { body })),
    (cache) => cache.invalidateQueries({ queryKey: bookKeys.all }),
  );
}

export function useUndoMerge() {
  return useWrite(
    (merge_id: string) =>
      ok(client.POST("/api/guests/merges/{merge_id}/undo", { params: { path: { merge_id } } })),
    (cache) => cache.invalidateQueries({ queryKey: bookKeys.all }),
  );
}

/** Puts people on an event's list, each with an invitation of their own. */
export function usePutOnEvent(eventId: string) {
  return useWrite(
    (ids: string[]) =>
      ok(
        client.POST("/api/events/{event_id}/guests/from-book", {
          ...listOf(eventId),
          body: { guest_ids: ids },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

export function useTakeOffAgain() {
  const cache = useQueryClient();
  return async (eventId: string, batch_id: string) => {
    const path = { event_id: eventId, batch_id };
    const done = await ok(
      client.POST("/api/events/{event_id}/guests/from-book/{batch_id}/undo", { params: { path } }),
    );
    await refresh(cache, eventId);
    return done;
  };
}

/** Reads again what people put on a list or taken off it change. */
const refresh = (cache: ReturnType<typeof useQueryClient>, eventId: string) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: bookKeys.all }),
    ...["guests", "invitations", "stats"].map((list) =>
      cache.invalidateQueries({ queryKey: [list, eventId] }),
    ),
  ]);
