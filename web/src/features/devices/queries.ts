import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  client,
  ok,
  useRereads,
  useWrite,
  type DeviceInput,
  type GateChange,
  type GateInput,
} from "@/api";
import { deviceRereads } from "./live";

export const deviceKeys = {
  all: (eventId: string) => ["devices", eventId] as const,
  gates: (eventId: string) => ["gates", eventId] as const,
  zones: (eventId: string) => ["zones", eventId] as const,
};

/** Polled while the page is open, because whether a device is online changes within seconds. */
export function useDevices(eventId: string) {
  return useQuery({
    queryKey: deviceKeys.all(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/devices", {
          params: { path: { event_id: eventId }, query: { limit: 200 } },
        }),
      ),
    select: (page) => page.items,
    refetchInterval: 10_000,
  });
}

export function useGates(eventId: string) {
  return useQuery({
    queryKey: deviceKeys.gates(eventId),
    queryFn: () =>
      ok(client.GET("/api/events/{event_id}/gates", { params: { path: { event_id: eventId } } })),
    select: (page) => page.items,
  });
}

/** Zones that have seats, by their plan ids. */
export function useZones(eventId: string) {
  return useQuery({
    queryKey: deviceKeys.zones(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/entrance", { params: { path: { event_id: eventId } } }),
      ),
    select: (entrance) =>
      entrance.zones.flatMap((one) =>
        one.zone ? [{ id: one.zone, name: one.name || one.zone }] : [],
      ),
  });
}

export function useDevicesLive(eventId: string) {
  useRereads(`events/${eventId}/attendance`, deviceRereads, (key) => deviceKeys[key](eventId), 700);
}

export function useAddDevice(eventId: string) {
  return useWrite(
    (body: DeviceInput) =>
      ok(
        client.POST("/api/events/{event_id}/devices", {
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: deviceKeys.all(eventId) }),
  );
}

export function useChangeDevice(eventId: string) {
  return useWrite(
    ({ id, ...body }: Partial<DeviceInput> & { id: string }) =>
      ok(
        client.PATCH("/api/events/{event_id}/devices/{device_id}", {
          params: { path: { event_id: eventId, device_id: id } },
          body,
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: deviceKeys.all(eventId) }),
  );
}

export function useRevokeDevice(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/devices/{device_id}", {
          params: { path: { event_id: eventId, device_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: deviceKeys.all(eventId) }),
  );
}

export function useSaveGate(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (gate: GateInput | (GateChange & { id: string })) => {
      if (!("id" in gate))
        return ok(
          client.POST("/api/events/{event_id}/gates", {
            params: { path: { event_id: eventId } },
            body: gate,
          }),
        );
      const { id, ...body } = gate;
      return ok(
        client.PATCH("/api/events/{event_id}/gates/{gate_id}", {
          params: { path: { event_id: eventId, gate_id: id } },
          body,
        }),
      );
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: deviceKeys.gates(eventId) });
      void cache.invalidateQueries({ queryKey: deviceKeys.all(eventId) });
    },
  });
}

export function useRemoveGate(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/gates/{gate_id}", {
          params: { path: { event_id: eventId, gate_id: id } },
        }),
      ),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: deviceKeys.gates(eventId) });
      void cache.invalidateQueries({ queryKey: deviceKeys.all(eventId) });
    },
  });
}
