export { activityLabel, actorName } from "./model";
export { useBreakdown, useStats } from "./queries";
