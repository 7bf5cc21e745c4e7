export { DiscoverLink } from "./components/DiscoverLink";
export { InterestChips } from "./components/InterestChips";
export { MyInterestsCard } from "./components/MyInterestsCard";
