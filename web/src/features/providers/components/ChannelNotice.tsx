import { t } from "@lingui/core/macro";
import type { ChannelState } from "@/api";
import { channelLabel } from "@/lib/channels";
import { ago } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { Notice } from "@/ui";
import { useChannel, useChannels } from "../queries";

/** Says that the chosen channel's provider takes nothing, or that it may not be used yet. */
export function ChannelNotice({
  eventId,
  channel,
}: {
  eventId: string;
  channel: ChannelState["channel"];
}) {
  const state = useChannel(eventId, channel);
  const isUnconfirmed = useChannels(eventId).data?.needs_confirmed_owner ?? false;
  if (!state) return null;
  if (isUnconfirmed && state.is_configured && channel !== "email") {
    return (
      <Notice tone="warning">
        {t`Before SMS or WhatsApp messages are sent, an owner of the organization has to confirm their e-mail address. The link for it is in the mail they got when they signed up.`}
      </Notice>
    );
  }
  return <StoppedNotice state={state} />;
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
