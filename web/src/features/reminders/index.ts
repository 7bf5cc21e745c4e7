export { MessageSheet } from "./components/MessageSheet";
export { channelLabel, placeholders } from "./model";
