export { takeKeyFromUrl as takeFromAddress, watchForKey } from "./offline/address";
