import { useQuery, type QueryClient } from "@tanstack/react-query";
import {
  client,
  ok,
  useRereads,
  useWrite,
  type NewPromoCode,
  type NewTicketType,
  type PromoCodeChange,
  type TicketType,
  type TicketTypeChange,
} from "@/api";
import { ticketRereads } from "./live";

export const ticketKeys = {
  types: (eventId: string) => ["ticket-types", eventId] as const,
  promos: (eventId: string) => ["promo-codes", eventId] as const,
};

const inside = (eventId: string) => ({ params: { path: { event_id: eventId } } });
const typeOf = (eventId: string, id: string) => ({
  params: { path: { event_id: eventId, ticket_type_id: id } },
});
const promoOf = (eventId: string, id: string) => ({
  params: { path: { event_id: eventId, promo_code_id: id } },
});

/** The event's types of tickets, in the order in which they are offered. */
export function useTicketTypes(eventId: string) {
  return useQuery({
    queryKey: ticketKeys.types(eventId),
    queryFn: () => ok(client.GET("/api/events/{event_id}/ticket-types", inside(eventId))),
    select: (page) => page.items,
  });
}

/** Reads types and codes again when they change, or when orders take some. */
export function useTicketsLive(eventId: string): void {
  useRereads(`events/${eventId}/operations`, ticketRereads, (key) => ticketKeys[key](eventId));
}

const typesAgain = (eventId: string) => (cache: QueryClient) =>
  cache.invalidateQueries({ queryKey: ticketKeys.types(eventId) });
const promosAgain = (eventId: string) => (cache: QueryClient) =>
  cache.invalidateQueries({ queryKey: ticketKeys.promos(eventId) });

export function useAddType(eventId: string) {
  return useWrite(
    (body: NewTicketType) =>
      ok(client.POST("/api/events/{event_id}/ticket-types", { ...inside(eventId), body })),
    typesAgain(eventId),
  );
}

export function useChangeType(eventId: string) {
  return useWrite(
    ({ id, ...body }: TicketTypeChange & { id: string }) =>
      ok(
        client.PATCH("/api/events/{event_id}/ticket-types/{ticket_type_id}", {
          ...typeOf(eventId, id),
          body,
        }),
      ),
    typesAgain(eventId),
  );
}

export function useRemoveType(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/ticket-types/{ticket_type_id}", typeOf(eventId, id)),
      ),
    typesAgain(eventId),
  );
}

/** Stores an order of types: the new place of each that moved. */
export function useOrderTypes(eventId: string) {
  return useWrite(async (types: TicketType[]) => {
    for (const [position, type] of types.entries())
      if (type.position !== position)
        await ok(
          client.PATCH("/api/events/{event_id}/ticket-types/{ticket_type_id}", {
            ...typeOf(eventId, type.id),
            body: { position },
          }),
        );
  }, typesAgain(eventId));
}

/** The first 200 promo codes, the oldest first. */
export function usePromoCodes(eventId: string) {
  return useQuery({
    queryKey: ticketKeys.promos(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/promo-codes", {
          params: { path: { event_id: eventId }, query: { limit: 200 } },
        }),
      ),
    select: (page) => page.items,
  });
}

export function useSavePromo(eventId: string) {
  return useWrite(
    ({ id, ...body }: (NewPromoCode & { id?: never }) | (PromoCodeChange & { id: string })) => {
      if (id === undefined)
        return ok(
          client.POST("/api/events/{event_id}/promo-codes", {
            ...inside(eventId),
            body: body as NewPromoCode,
          }),
        );
      return ok(
        client.PATCH("/api/events/{event_id}/promo-codes/{promo_code_id}", {
          ...promoOf(eventId, id),
          body,
        }),
      );
    },
    promosAgain(eventId),
  );
}

export function useRemovePromo(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(client.DELETE("/api/events/{event_id}/promo-codes/{promo_code_id}", promoOf(eventId, id))),
    promosAgain(eventId),
  );
}
