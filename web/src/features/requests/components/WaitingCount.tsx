import { plural } from "@lingui/core/macro";
import { Count } from "@/ui";
import { useWaiting } from "../queries";

/** How many requests to join wait for an answer, in the tab. */
export function WaitingCount({ eventId }: { eventId: string }) {
  const waiting = useWaiting(eventId);
  return (
    <Count
      value={waiting}
      label={plural(waiting, { one: "# request waits", other: "# requests wait" })}
    />
  );
}
