import type { EventRow, Patches } from "@/api";

/** The event after a fact about it; "read" when it says that the event changed, but not how. */
type After = EventRow | "read";

const unlessKnown = (event: EventRow, { version }: { version: number }): After =>
  version <= event.version ? event : "read";

export const eventPatches: Patches<EventRow, After> = {
  event_updated: unlessKnown,
  event_published: unlessKnown,
  event_canceled: unlessKnown,
  event_completed: unlessKnown,
  event_deleted: () => "read",
};
