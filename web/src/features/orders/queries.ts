import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";
import {
  client,
  ok,
  useRereads,
  useWrite,
  type Activity,
  type CancelInput,
  type NewOrder,
  type OrderStatus,
  type Page,
  type RefundInput,
} from "@/api";
import { orderRereads } from "./live";

export interface OrderQuery {
  q?: string | undefined;
  status?: OrderStatus | undefined;
}

export const orderKeys = {
  orders: (eventId: string) => ["orders", eventId] as const,
  money: (eventId: string) => ["money", eventId] as const,
  list: (eventId: string, query: OrderQuery) => ["orders", eventId, "list", query] as const,
  one: (eventId: string, id: string) => ["orders", eventId, "one", id] as const,
};

const pathOf = (id: string) => ({ params: { path: { order_id: id } } });

/** Reads orders and money again when something happens to them. */
export function useOrdersLive(eventId: string): void {
  useRereads(`events/${eventId}/operations`, orderRereads, (key) => orderKeys[key](eventId));
}

/** The event's orders that match, the newest first, a page at a time. */
export function useOrders(eventId: string, query: OrderQuery) {
  return useInfiniteQuery({
    queryKey: orderKeys.list(eventId, query),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/events/{event_id}/orders", {
          params: {
            path: { event_id: eventId },
            query: {
              limit: 50,
              ...(query.q ? { q: query.q } : {}),
              ...(query.status ? { status: query.status } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useOrder(eventId: string, id: string) {
  return useQuery({
    queryKey: orderKeys.one(eventId, id),
    queryFn: () => ok(client.GET("/api/orders/{order_id}", pathOf(id))),
  });
}

export function usePayments(eventId: string, id: string) {
  return useQuery({
    queryKey: [...orderKeys.one(eventId, id), "payments"],
    queryFn: () => ok(client.GET("/api/orders/{order_id}/payments", pathOf(id))),
    select: (page) => page.items,
  });
}

export function useRefunds(eventId: string, id: string) {
  return useQuery({
    queryKey: [...orderKeys.one(eventId, id), "refunds"],
    queryFn: () => ok(client.GET("/api/orders/{order_id}/refunds", pathOf(id))),
    select: (page) => page.items,
  });
}

/** The invoice or receipt of an order, and its credit notes. */
export function useDocuments(eventId: string, id: string) {
  return useQuery({
    queryKey: [...orderKeys.one(eventId, id), "documents"],
    queryFn: () => ok(client.GET("/api/orders/{order_id}/invoices", pathOf(id))),
    select: (page) => page.items,
  });
}

/** What happened to an order, its payments, refunds, disputes, documents and tickets; the newest first. */
export function useOrderActivity(eventId: string, id: string) {
  return useInfiniteQuery({
    queryKey: [...orderKeys.one(eventId, id), "activity"],
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/activity", {
          params: { query: { event: eventId, order: id, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: (data: InfiniteData<Page<Activity>>) => data.pages.flatMap((page) => page.items),
  });
}

/** The disputes about an order; only for those who may refund it. */
export function useOrderDisputes(eventId: string, id: string, isAllowed: boolean) {
  return useQuery({
    queryKey: [...orderKeys.one(eventId, id), "disputes"],
    queryFn: () => ok(client.GET("/api/orders/{order_id}/disputes", pathOf(id))),
    select: (page) => page.items,
    enabled: isAllowed,
  });
}

/** What of an order can go back. */
export function useRefundable(eventId: string, id: string) {
  return useQuery({
    queryKey: [...orderKeys.one(eventId, id), "refundable"],
    queryFn: () => ok(client.GET("/api/orders/{order_id}/refundable", pathOf(id))),
    refetchOnMount: "always",
  });
}

const again = (eventId: string) => (cache: QueryClient) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: orderKeys.orders(eventId) }),
    cache.invalidateQueries({ queryKey: orderKeys.money(eventId) }),
    cache.invalidateQueries({ queryKey: ["ticket-types", eventId] }),
  ]);

export function usePlaceOrder(eventId: string) {
  return useWrite(
    (body: NewOrder) =>
      ok(
        client.POST("/api/events/{event_id}/orders", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    again(eventId),
  );
}

/** Money that the team received. */
export interface Received {
  provider: "cash" | "bank" | "manual";
  amount: number;
  currency: string;
  reference: string;
}

/** Records money that came by hand: begins the payment, or goes on with the one that is open, and confirms it. */
export function useReceive(eventId: string, id: string) {
  return useWrite(async ({ provider, ...body }: Received) => {
    const { payment_id } = await ok(
      client.POST("/api/orders/{order_id}/pay", { ...pathOf(id), body: { provider } }),
    );
    return ok(
      client.POST("/api/payments/{payment_id}/confirm", { params: { path: { payment_id } }, body }),
    );
  }, again(eventId));
}

export function useCancelOrder(eventId: string, id: string) {
  return useWrite(
    (body: CancelInput) =>
      ok(client.POST("/api/orders/{order_id}/cancel", { ...pathOf(id), body })),
    again(eventId),
  );
}

/** Hands evidence against a dispute in, or gives the dispute up; both are for good. */
export function useAnswerDispute(eventId: string, id: string, disputeId: string) {
  const path = { params: { path: { order_id: id, dispute_id: disputeId } } };
  return useWrite(
    (text: string | null) =>
      text === null
        ? ok(client.POST("/api/orders/{order_id}/disputes/{dispute_id}/accept", path))
        : ok(
            client.POST("/api/orders/{order_id}/disputes/{dispute_id}/evidence", {
              ...path,
              body: { text },
            }),
          ),
    again(eventId),
  );
}

export function useRefundOrder(eventId: string, id: string) {
  return useWrite(
    (body: RefundInput) =>
      ok(client.POST("/api/orders/{order_id}/refund", { ...pathOf(id), body })),
    again(eventId),
  );
}
