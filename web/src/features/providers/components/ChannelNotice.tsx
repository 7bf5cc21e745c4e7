import { t } from "@lingui/core/macro";
import type { ChannelState } from "@/api";
import { channelLabel } from "@/lib/channels";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Notice } from "@/ui";
import { useChannel } from "../queries";

/** Says that the chosen channel's provider takes nothing, if that is so. */
export function ChannelNotice({
  eventId,
  channel,
}: {
  eventId: string;
  channel: ChannelState["channel"];
}) {
  const state = useChannel(eventId, channel);
  return state ? <StoppedNotice state={state} /> : null;
}

export function StoppedNotice({ state }: { state: ChannelState }) {
  const now = useNow();
  if (!state.stopped_at) return null;
  const name = channelLabel(state.channel);
  const since = ago(state.stopped_at, now);
  return (
    <Notice tone="warning">
      <p>{t`${name} stopped sending ${since}. Messages wait until it works again.`}</p>
      {state.reason && (
        <p className="wrap-anywhere">
          <bdi>{state.reason}</bdi>
        </p>
      )}
    </Notice>
  );
}
