export { TestModeNotice } from "./components/TestModeNotice";
export { wayLabel } from "./model";
export { useWaysToPay } from "./queries";
