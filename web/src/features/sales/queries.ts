import { useQuery } from "@tanstack/react-query";
import { client, ok } from "@/api";
import { orderKeys } from "@/features/orders";

/** What the event sold, by currency; read again when money moves. */
export function useSales(eventId: string) {
  return useQuery({
    queryKey: [...orderKeys.money(eventId), "sales"],
    queryFn: () =>
      ok(client.GET("/api/events/{event_id}/sales", { params: { path: { event_id: eventId } } })),
    select: (sales) => sales.items,
  });
}
