export { MessageSheet } from "./components/MessageSheet";
export { audienceLabel, channelLabel, placeholders } from "./model";
export { useReminders } from "./queries";
