import { useQuery } from "@tanstack/react-query";
import { useMatches, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { eventOptions } from "@/features/events";
import { titleOf } from "./titles";

/** Names the page in the browser's tab, such as "Guests · Ana & Leo · Convite". */
export function PageTitle() {
  const page = useMatches().at(-1);
  const { eventId = "" } = useParams({ strict: false });
  // Only what the page itself has read: the check-in page of a device may not read events.
  const event = useQuery({ ...eventOptions(eventId), enabled: false }).data;
  const title = titleOf(page?.staticData ?? {}, event?.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
