export { orderKeys, useOrdersLive } from "./queries";
export { disputeLabel } from "./model";
