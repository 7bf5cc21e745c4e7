import { plural } from "@lingui/core/macro";
import { Count } from "@/ui";
import { useUnread } from "../queries";

/** How many of the event's messages are unread, in its tab. */
export function UnreadCount({ eventId }: { eventId: string }) {
  const unread = useUnread(eventId);
  return (
    <Count
      value={unread}
      label={plural(unread, { one: "# unread message", other: "# unread messages" })}
    />
  );
}
