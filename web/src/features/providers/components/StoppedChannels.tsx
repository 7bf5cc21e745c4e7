import { useChannels } from "../queries";
import { StoppedNotice } from "./ChannelNotice";

/** Says which channels' providers take nothing, on pages where people write by any of them. */
export function StoppedChannels({ eventId }: { eventId: string }) {
  const states = useChannels(eventId).data?.channels ?? [];
  return states.map((state) => <StoppedNotice key={state.channel} state={state} />);
}
