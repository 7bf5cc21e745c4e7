export { takeKeyFromUrl as takeFromAddress } from "./offline/address";
