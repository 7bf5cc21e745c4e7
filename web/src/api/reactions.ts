/** What a feature does when it is told a fact: tables by its name, so that no component reads a message. */
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { soon } from "@/lib/soon";
import type { Fact, FactName } from "./facts";
import type { LiveMessage } from "./live";
import type { Activity } from "./types";
import { useLive } from "./useLive";

/** What becomes of something kept, by the fact that is told. */
export type Patches<Kept, Result = Kept> = {
  readonly [Name in FactName]?: (kept: Kept, fact: Fact<Name>) => Result;
};

/** Which of a feature's keys are read again, by the fact that is told. */
export type Rereads<Key extends string> = { readonly [Name in FactName]?: readonly Key[] };

/** What the audit trail says about a fact, by its action: a verb that follows the actor's name. */
export type ActivityTexts = Readonly<
  Record<string, (item: Pick<Activity, "action" | "data">) => string>
>;

/** Something kept after a message: itself when the table knows nothing of that fact. */
export function patched<Kept, Result = Kept>(
  patches: Patches<Kept, Result>,
  kept: Kept,
  message: LiveMessage,
): Kept | Result {
  const patch = patches[message.action] as ((kept: Kept, fact: LiveMessage) => Result) | undefined;
  return patch ? patch(kept, message) : kept;
}

/** Reads again what a channel's facts make stale; ten facts a second make one read. */
export function useRereads<Key extends string>(
  channel: string | null,
  rereads: Rereads<Key>,
  keyOf: (key: Key) => QueryKey,
  wait = 400,
): void {
  const cache = useQueryClient();
  const readAgain = (keys: readonly Key[]) => {
    for (const key of keys) {
      const queryKey = keyOf(key);
      soon(JSON.stringify(queryKey), () => void cache.invalidateQueries({ queryKey }), wait);
    }
  };
  useLive(channel, {
    onMessage: ({ action }) => readAgain(rereads[action] ?? []),
    onResync: () => readAgain([...new Set(Object.values(rereads).flat())]),
  });
}
