export { ChecklistCard } from "./components/ChecklistCard";
export { ShareCard } from "./components/PageAddress";
export { DateTile } from "./components/EventCard";
export { allows, groupEvents, statusLabel as statusWord } from "./model";
export {
  eventKeys,
  eventOptions,
  eventsOptions,
  useChangeEvent,
  useEvent,
  useEvents,
  useEventVerb,
} from "./queries";
