export { chooseOrganization, useChosenOrganization } from "./choice";
export { OrganizationSwitch } from "./components/OrganizationSwitch";
export { useOrganizations } from "./queries";
