/** How features react to live facts: tables keyed by fact name, so that no component has to interpret messages. */
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { throttle } from "@/lib/soon";
import type { Fact, FactName } from "./facts";
import type { LiveMessage } from "./live";
import type { Activity } from "./types";
import { useLive } from "./useLive";

/** Updates to a cached value, keyed by fact name. */
export type Patches<Cached, Result = Cached> = {
  readonly [Name in FactName]?: (cached: Cached, fact: Fact<Name>) => Result;
};

/** Query keys of a feature to invalidate, keyed by fact name. */
export type Rereads<Key extends string> = { readonly [Name in FactName]?: readonly Key[] };

/** What the audit trail says about a fact, by its action: a verb that follows the actor's name. */
export type ActivityTexts = Readonly<
  Record<
    string,
    (item: Pick<Activity, "action" | "data"> & Partial<Pick<Activity, "actor">>) => string
  >
>;

/** Applies a message to a cached value. Returns the value unchanged when the table has no entry for the fact. */
export function patched<Cached, Result = Cached>(
  patches: Patches<Cached, Result>,
  cached: Cached,
  message: LiveMessage,
): Cached | Result {
  const patch = patches[message.action] as
    ((cached: Cached, fact: LiveMessage) => Result) | undefined;
  return patch ? patch(cached, message) : cached;
}

/** Invalidates the queries that a channel's facts make stale. Debounced, so a burst of facts causes one refetch. */
export function useRereads<Key extends string>(
  channel: string | null,
  rereads: Rereads<Key>,
  keyOf: (key: Key) => QueryKey,
  wait = 400,
): void {
  const cache = useQueryClient();
  const invalidate = (keys: readonly Key[]) => {
    for (const key of keys) {
      const queryKey = keyOf(key);
      throttle(JSON.stringify(queryKey), () => void cache.invalidateQueries({ queryKey }), wait);
    }
  };
  useLive(channel, {
    onMessage: ({ action }) => invalidate(rereads[action] ?? []),
    onResync: () => invalidate([...new Set(Object.values(rereads).flat())]),
  });
}
