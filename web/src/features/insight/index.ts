export { useStats } from "./queries";
