export { BlockButton } from "./components/BlockButton";
export { BlockedCard } from "./components/BlockedCard";
