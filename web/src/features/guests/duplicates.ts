import { useInfiniteQuery } from "@tanstack/react-query";
import { client, ok, useWrite, type AlikeGuest } from "@/api";
import { guestKeys, refresh } from "./queries";

/** Possible duplicates, most likely first. Fetched only while the list is open. */
export function useAlike(eventId: string, isOpen: boolean) {
  return useInfiniteQuery({
    queryKey: guestKeys.alike(eventId),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/guests/duplicates", {
          params: {
            path: { event_id: eventId },
            query: { limit: 20, cursor: pageParam, total: pageParam === undefined },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: isOpen,
  });
}

export interface Merging {
  keep: AlikeGuest;
  remove: AlikeGuest;
  /** Both are on this event's list, so `remove` has to be taken off it first. */
  isOnList: boolean;
}

export function useMerge(eventId: string) {
  return useWrite(
    async ({ keep, remove, isOnList }: Merging) => {
      if (isOnList)
        await ok(
          client.DELETE("/api/events/{event_id}/guests/{guest_id}", {
            params: { path: { event_id: eventId, guest_id: remove.id } },
          }),
        );
      await ok(
        client.POST("/api/guests/merge", {
          body: { keep: keep.guest_id, remove: remove.guest_id },
        }),
      );
    },
    (cache) => refresh(cache, eventId),
  );
}
