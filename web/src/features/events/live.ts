import type { EventRow, Patches } from "@/api";

/** Applies a fact to an event. Returns "read" if the fact says that the event changed, but not how. */
type After = EventRow | "read";

const readIfNewer = (event: EventRow, { version }: { version: number }): After =>
  version <= event.version ? event : "read";

export const eventPatches: Patches<EventRow, After> = {
  event_updated: readIfNewer,
  event_published: readIfNewer,
  event_canceled: readIfNewer,
  event_completed: readIfNewer,
  event_deleted: () => "read",
};
