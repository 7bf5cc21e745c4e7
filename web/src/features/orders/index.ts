export { orderKeys, useOrdersLive } from "./queries";
export { channelLabel, disputeLabel, isWay } from "./model";
