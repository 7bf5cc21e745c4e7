import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { client, ok, useWrite, type ChannelState, type Provider } from "@/api";

type Channel = Provider["channel"];

export const providerKeys = {
  all: ["providers"] as const,
  list: ["providers", "list"] as const,
  test: (id: string) => ["providers", "test", id] as const,
  channels: (eventId: string) => ["channels", eventId] as const,
};

/** All providers, polled every five seconds. */
export function useProviders() {
  return useQuery({
    queryKey: providerKeys.list,
    queryFn: () => ok(client.GET("/api/providers")),
    refetchInterval: 5_000,
  });
}

export function useSendTest(channel: Channel) {
  return useWrite(
    (to: string) =>
      ok(
        client.POST("/api/providers/{channel}/test", {
          params: { path: { channel } },
          body: { to },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: providerKeys.list }),
  );
}

const isUnderWay = (status: string | undefined) => status === "queued" || status === "sending";

/** How far a test is, polled until it is decided. */
export function useTestResult(id: string) {
  return useQuery({
    queryKey: providerKeys.test(id),
    queryFn: () =>
      ok(client.GET("/api/providers/tests/{test_id}", { params: { path: { test_id: id } } })),
    refetchInterval: (query) => {
      const status = query.state.data?.status;
      return status === undefined || isUnderWay(status) ? 1_000 : status === "sent" ? 5_000 : false;
    },
  });
}

export function useResume() {
  return useWrite(
    (channel: Channel) =>
      ok(client.POST("/api/providers/{channel}/resume", { params: { path: { channel } } })),
    (cache) => cache.invalidateQueries({ queryKey: providerKeys.list }),
  );
}

/** Whether each channel has a provider that takes messages, for an event's team, and may be used yet. */
export function useChannels(eventId: string) {
  return useQuery({
    queryKey: providerKeys.channels(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/channels", { params: { path: { event_id: eventId } } }),
      ),
    refetchInterval: 60_000,
  });
}

export function useChannel(eventId: string, channel: Channel): ChannelState | undefined {
  return useChannels(eventId).data?.channels.find((one) => one.channel === channel);
}

/** A hint below the choice of a channel that has no provider; empty if it has one. */
export function useOutboxHint(eventId: string, channel: Channel): string {
  const state = useChannel(eventId, channel);
  return state && !state.is_configured
    ? t`Until a provider is set up, these go to the outbox page.`
    : "";
}
