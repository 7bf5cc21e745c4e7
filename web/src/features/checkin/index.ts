export { takeFromAddress } from "./offline/address";
