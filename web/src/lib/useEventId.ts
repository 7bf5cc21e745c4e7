import { useParams } from "@tanstack/react-router";

/** The event id from the URL of any page below /events/… */
export function useEventId(): string {
  const { eventId } = useParams({ strict: false });
  if (!eventId) throw new Error("This page stands below /events/$eventId.");
  return eventId;
}
