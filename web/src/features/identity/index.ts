export { Seal } from "./components/Seal";
export { useKeepPreferences, useLogOut, useMe } from "./queries";
