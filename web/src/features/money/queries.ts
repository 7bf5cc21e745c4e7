import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client, ok, useWrite } from "@/api";
import { orderKeys } from "@/features/orders";

const inside = (eventId: string, cursor?: string) => ({
  params: {
    path: { event_id: eventId },
    query: { limit: 50, ...(cursor ? { cursor } : {}) },
  },
});

/** What stands on the event's accounts. */
export function useTotals(eventId: string) {
  return useQuery({
    queryKey: [...orderKeys.money(eventId), "totals"],
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/ledger/totals", {
          params: { path: { event_id: eventId } },
        }),
      ),
    select: (totals) => totals.items,
  });
}

/** The event's ledger, the newest entries first, a page at a time. */
export function useLedger(eventId: string) {
  return useInfiniteQuery({
    queryKey: [...orderKeys.money(eventId), "ledger"],
    queryFn: ({ pageParam }) =>
      ok(client.GET("/api/events/{event_id}/ledger", inside(eventId, pageParam))),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The disputes about the event's orders, the newest first, a page at a time. */
export function useDisputes(eventId: string) {
  return useInfiniteQuery({
    queryKey: [...orderKeys.money(eventId), "disputes"],
    queryFn: ({ pageParam }) =>
      ok(client.GET("/api/events/{event_id}/disputes", inside(eventId, pageParam))),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

const path = (eventId: string) => ({ params: { path: { event_id: eventId } } });

/** How the payment providers are doing: their last webhook, answer and error, and what waits. */
export function useProviders(eventId: string) {
  return useQuery({
    queryKey: [...orderKeys.money(eventId), "providers"],
    queryFn: () => ok(client.GET("/api/events/{event_id}/payment-status", path(eventId))),
    select: (status) => status.items,
  });
}

/** Asks the providers now about the event's open payments. */
export function useReconcile(eventId: string) {
  return useWrite(
    () => ok(client.POST("/api/events/{event_id}/payment-status/reconcile", path(eventId))),
    (cache) =>
      Promise.all([
        cache.invalidateQueries({ queryKey: orderKeys.money(eventId) }),
        cache.invalidateQueries({ queryKey: orderKeys.orders(eventId) }),
      ]),
  );
}
