import { t } from "@lingui/core/macro";
import { Radio, WifiOff } from "lucide-react";
import { useLinkState } from "@/api";
import { timeOf } from "@/lib/dates";
import { Chip, cx } from "@/ui";

/** Shows whether the figures are live, or since when they are out of date. `failedSince` is set when refetching fails. */
export function LiveBadge({
  size = "desk",
  failedSince = null,
  timeZone,
}: {
  size?: "desk" | "wall";
  failedSince?: number | null;
  timeZone?: string | undefined;
}) {
  const { state, staleSince } = useLinkState();
  const since = failedSince ?? staleSince;
  const look = cx(size === "wall" && "text-[0.8em]");
  const icon = { "aria-hidden": true, className: "size-[1em]" };
  return (
    <span role="status">
      {state === "live" && failedSince === null ? (
        <Chip tone="positive" className={look} icon={<Radio {...icon} />}>{t`Live`}</Chip>
      ) : (
        <Chip tone="warning" className={look} icon={<WifiOff {...icon} />}>
          {since
            ? t`Not updated since ${timeOf(new Date(since).toISOString(), timeZone)}`
            : t`Connecting`}
        </Chip>
      )}
    </span>
  );
}
