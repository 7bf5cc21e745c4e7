export { orderKeys, useOrdersLive } from "./queries";
export { disputeLabel, isWay } from "./model";
