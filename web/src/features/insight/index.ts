export { useBreakdown, useStats } from "./queries";
