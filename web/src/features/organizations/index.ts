export { useOrganizations } from "./queries";
