import { t } from "@lingui/core/macro";
import { Radio, WifiOff } from "lucide-react";
import { useLinkState } from "@/api";
import { timeOf } from "@/lib/dates";
import { Chip } from "@/ui";

/** Whether what stands here is what is: live, or since when not. */
export function LiveBadge() {
  const { state, staleSince } = useLinkState();
  return (
    <span role="status">
      {state === "live"
        ? <Chip tone="positive" icon={<Radio aria-hidden size={12} />}>{t`Live`}</Chip>
        : <Chip tone="warning" icon={<WifiOff aria-hidden size={12} />}>{staleSince ? t`Not current since ${timeOf(new Date(staleSince).toISOString())}` : t`Connecting`}</Chip>}
    </span>
  );
}
