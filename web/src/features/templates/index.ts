export { VariableFields } from "./components/VariableFields";
export { useEventTemplates } from "./queries";
