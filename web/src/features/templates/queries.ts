import { useQuery, type QueryClient } from "@tanstack/react-query";
import { client, ok, useWrite, type MessageTemplate, type TemplateFields } from "@/api";
import { isWaiting } from "./model";

export const templateKeys = {
  all: ["message-templates"] as const,
  list: (organization: string) => ["message-templates", "list", organization] as const,
  event: (eventId: string, channel: string) =>
    ["message-templates", "event", eventId, channel] as const,
};

const POLL = 3000;
const refresh = (cache: QueryClient) => cache.invalidateQueries({ queryKey: templateKeys.all });
const at = (id: string) => ({ params: { path: { template_id: id } } });

/** An organization's templates; read again while WhatsApp looks at one. */
export function useTemplates(organization: string) {
  return useQuery({
    queryKey: templateKeys.list(organization),
    queryFn: () =>
      ok(
        client.GET("/api/message-templates", {
          params: { query: { organization_id: organization, limit: 200 } },
        }),
      ),
    select: (page) => page.items,
    refetchInterval: (query) => (query.state.data?.items.some(isWaiting) ? POLL : false),
  });
}

/** The templates that an event's messages can be written with, by one channel. */
export function useEventTemplates(eventId: string, channel: MessageTemplate["channel"]) {
  return useQuery({
    queryKey: templateKeys.event(eventId, channel),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/message-templates", {
          params: { path: { event_id: eventId }, query: { for_channel: channel, limit: 200 } },
        }),
      ),
    select: (page) => page.items.filter((one) => one.is_usable),
  });
}

/** Adds a template, or changes one. */
export function useSaveTemplate(organization: string, template: MessageTemplate | null) {
  return useWrite(
    (body: TemplateFields) =>
      template
        ? ok(
            client.PATCH("/api/message-templates/{template_id}", {
              ...at(template.id),
              body: {
                ...(template.provider_status
                  ? { name: body.name, variables: body.variables ?? {} }
                  : body),
                version: template.version,
              },
            }),
          )
        : ok(
            client.POST("/api/message-templates", {
              params: { query: { organization_id: organization } },
              body,
            }),
          ),
    refresh,
  );
}

export function useDeleteTemplate(id: string) {
  return useWrite(
    (_: null) => ok(client.DELETE("/api/message-templates/{template_id}", at(id))),
    refresh,
  );
}

/** Has a template created in WhatsApp's account. */
export function useSubmitTemplate() {
  return useWrite(
    (id: string) => ok(client.POST("/api/message-templates/{template_id}/submit", at(id))),
    refresh,
  );
}

/** Has the templates of WhatsApp's account read. */
export function useSyncTemplates(organization: string) {
  return useWrite(
    (_: null) =>
      ok(
        client.POST("/api/message-templates/sync", {
          params: { query: { organization_id: organization } },
        }),
      ),
    refresh,
  );
}
