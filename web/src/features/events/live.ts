import type { EventRow, LiveMessage } from "@/api";

/** The event after a message; "read" when the message says that it changed, but not how. */
export function patchEvent(
  event: EventRow | undefined,
  message: LiveMessage,
): EventRow | "read" | undefined {
  if (!message.action.startsWith("event_") || !event) return event;
  const version = message.version;
  return typeof version === "number" && version <= event.version ? event : "read";
}
