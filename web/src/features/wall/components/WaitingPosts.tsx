import { plural } from "@lingui/core/macro";
import { Count } from "@/ui";
import { useWaitingPosts } from "../queries";

/** How many posts wait for the team, in the tab. */
export function WaitingPosts({ eventId }: { eventId: string }) {
  const comments = useWaitingPosts(eventId, "comments");
  const waiting = comments + useWaitingPosts(eventId, "photos");
  return (
    <Count
      value={waiting}
      label={plural(waiting, { one: "# post waits", other: "# posts wait" })}
    />
  );
}
