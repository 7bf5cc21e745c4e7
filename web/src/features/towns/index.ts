export { TownField } from "./components/TownField";
export type { Town } from "./queries";
