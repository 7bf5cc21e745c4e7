import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { client, ok, type Activity, type Attendee, type Page } from "@/api";

/** What happened to a guest, newest first; read again when anything that is shown of them changes. */
export function useHistory(eventId: string, guest: Attendee) {
  return useInfiniteQuery({
    queryKey: [
      "guests",
      eventId,
      "history",
      guest.id,
      guest.version,
      guest.seat_id,
      guest.attendance,
    ],
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/activity", {
          params: { query: { event: eventId, guest: guest.id, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (data: InfiniteData<Page<Activity>>) => data.pages.flatMap((page) => page.items),
  });
}
