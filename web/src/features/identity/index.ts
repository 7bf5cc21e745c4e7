export { LogInAgain } from "./components/LogInAgain";
export { Seal } from "./components/Seal";
export { useKeepPreferences, useLogOut, useMe, useProviders } from "./queries";
export { factsOf } from "./profile";
