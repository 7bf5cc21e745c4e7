import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import {
  client,
  ok,
  useWrite,
  type NewWebhook,
  type WebhookChange,
  type WebhookDelivery,
} from "@/api";

export const webhookKeys = {
  all: ["webhooks"] as const,
  list: (organization: string) => ["webhooks", "list", organization] as const,
  deliveries: (id: string, status: string) => ["webhooks", "deliveries", id, status] as const,
  delivery: (id: string) => ["webhooks", "delivery", id] as const,
};

const refresh = (cache: QueryClient) => cache.invalidateQueries({ queryKey: webhookKeys.all });
const at = (id: string) => ({ params: { path: { endpoint_id: id } } });
const deliveryAt = (id: string, delivery: string) => ({
  params: { path: { endpoint_id: id, delivery_id: delivery } },
});

/** An organization's webhooks; the worker changes how they are, so they are read again now and then. */
export function useWebhooks(organization: string) {
  return useQuery({
    queryKey: webhookKeys.list(organization),
    queryFn: () =>
      ok(
        client.GET("/api/webhook-endpoints", {
          params: { query: { organization_id: organization, limit: 200 } },
        }),
      ),
    select: (page) => page.items,
    refetchInterval: 10_000,
  });
}

export function useCreateWebhook(organization: string) {
  return useWrite(
    (body: NewWebhook) =>
      ok(
        client.POST("/api/webhook-endpoints", {
          params: { query: { organization_id: organization } },
          body,
        }),
      ),
    refresh,
  );
}

export function useChangeWebhook(id: string) {
  return useWrite(
    (body: WebhookChange) =>
      ok(client.PATCH("/api/webhook-endpoints/{endpoint_id}", { ...at(id), body })),
    refresh,
  );
}

export function useDeleteWebhook(id: string) {
  return useWrite(
    (_: null) => ok(client.DELETE("/api/webhook-endpoints/{endpoint_id}", at(id))),
    refresh,
  );
}

export function useEnableWebhook(id: string) {
  return useWrite(
    (_: null) => ok(client.POST("/api/webhook-endpoints/{endpoint_id}/enable", at(id))),
    refresh,
  );
}

export function useRotateSecret(id: string) {
  return useWrite(
    (_: null) => ok(client.POST("/api/webhook-endpoints/{endpoint_id}/rotate-secret", at(id))),
    refresh,
  );
}

export function useTestWebhook(id: string) {
  return useWrite(
    (_: null) => ok(client.POST("/api/webhook-endpoints/{endpoint_id}/test", at(id))),
    refresh,
  );
}

/** What was sent and is to be sent to a webhook, newest first. */
export function useDeliveries(id: string, status: WebhookDelivery["status"] | "all") {
  return useInfiniteQuery({
    queryKey: webhookKeys.deliveries(id, status),
    queryFn: ({ pageParam }) =>
      ok(
        client.GET("/api/webhook-endpoints/{endpoint_id}/deliveries", {
          params: {
            path: { endpoint_id: id },
            query: { limit: 50, cursor: pageParam, ...(status === "all" ? {} : { status }) },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 3_000,
  });
}

export function useDelivery(id: string, delivery: string) {
  return useQuery({
    queryKey: webhookKeys.delivery(delivery),
    queryFn: () =>
      ok(
        client.GET(
          "/api/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}",
          deliveryAt(id, delivery),
        ),
      ),
    refetchInterval: 3_000,
  });
}

/** Sends a delivery again, with its id and body. */
export function useSendAgain(id: string) {
  return useWrite(
    (delivery: string) =>
      ok(
        client.POST(
          "/api/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay",
          deliveryAt(id, delivery),
        ),
      ),
    refresh,
  );
}
