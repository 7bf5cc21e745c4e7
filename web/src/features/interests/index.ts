export { DiscoverLink } from "./components/DiscoverLink";
export { InterestChips } from "./components/InterestChips";
export { InterestList } from "./components/InterestList";
export { MyInterestsCard } from "./components/MyInterestsCard";
