export { ChannelNotice } from "./components/ChannelNotice";
export { StoppedChannels } from "./components/StoppedChannels";
export { errorWords } from "./errors";
export { useChannels, useOutboxHint } from "./queries";
