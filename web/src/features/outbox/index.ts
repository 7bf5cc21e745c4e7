export { useOutboxAccess } from "./queries";
