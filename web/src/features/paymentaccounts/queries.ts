import { useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, useWrite, type PaymentKeys } from "@/api";

export const accountKeys = {
  all: (organizationId: string) => ["payment-accounts", organizationId] as const,
  ways: (eventId: string) => ["payment-methods", eventId] as const,
};

const inside = (id: string) => ({ params: { path: { organization_id: id } } });
const accountOf = (id: string, account: string) => ({
  params: { path: { organization_id: id, account_id: account } },
});

/** The organization's accounts at payment providers, without their keys. */
export function usePaymentAccounts(organizationId: string | undefined) {
  return useQuery({
    queryKey: accountKeys.all(organizationId ?? ""),
    queryFn: () =>
      ok(
        client.GET(
          "/api/organizations/{organization_id}/payment-accounts",
          inside(organizationId ?? ""),
        ),
      ),
    select: (page) => page.items,
    enabled: organizationId !== undefined,
  });
}

/** How an event's orders can be paid. */
export function useWaysToPay(eventId: string) {
  return useQuery({
    queryKey: accountKeys.ways(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/payment-methods", {
          params: { path: { event_id: eventId } },
        }),
      ),
    refetchOnMount: "always",
  });
}

const again = (organizationId: string) => (cache: QueryClient) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: accountKeys.all(organizationId) }),
    cache.invalidateQueries({ queryKey: ["payment-methods"] }),
  ]);

/** Has keys checked by their provider and kept. */
export function useKeepKeys(organizationId: string) {
  return useWrite(
    (body: PaymentKeys) =>
      ok(
        client.PUT("/api/organizations/{organization_id}/payment-accounts", {
          ...inside(organizationId),
          body,
        }),
      ),
    again(organizationId),
  );
}

export function useSwitchAccount(organizationId: string) {
  return useWrite(
    ({ id, ...body }: { id: string; is_active: boolean; version: number }) =>
      ok(
        client.PATCH("/api/organizations/{organization_id}/payment-accounts/{account_id}", {
          ...accountOf(organizationId, id),
          body,
        }),
      ),
    again(organizationId),
  );
}

export function useRemoveAccount(organizationId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE(
          "/api/organizations/{organization_id}/payment-accounts/{account_id}",
          accountOf(organizationId, id),
        ),
      ),
    again(organizationId),
  );
}
