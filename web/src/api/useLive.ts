import { useEffect, useRef, useSyncExternalStore } from "react";
import type { LinkState, Listener } from "./live";
import { live } from "./socket";

/** Subscribes to a channel while the component is mounted. */
export function useLive(channel: string | null, listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    if (!channel) return;
    return live.subscribe(channel, {
      onMessage: (message) => latest.current.onMessage(message),
      onResync: () => latest.current.onResync(),
    });
  }, [channel]);
}

export function useLinkState(): { state: LinkState; staleSince: number | null } {
  const state = useSyncExternalStore(
    (watcher) => live.watch(watcher),
    () => live.state,
    () => live.state,
  );
  return { state, staleSince: live.staleSince };
}
