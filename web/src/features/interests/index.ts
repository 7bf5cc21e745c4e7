export { InterestChips } from "./components/InterestChips";
export { MyInterestsCard } from "./components/MyInterestsCard";
