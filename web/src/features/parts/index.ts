export { ChosenParts } from "./components/ChosenParts";
export { useParts } from "./queries";
