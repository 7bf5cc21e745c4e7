export { Seal } from "./components/Seal";
export { meOptions, useKeepPreferences, useLogOut, useMe } from "./queries";
