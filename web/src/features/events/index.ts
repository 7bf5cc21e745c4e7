export { DateTile } from "./components/EventCard";
export { allows, groupEvents, statusWord } from "./model";
export {
  eventKeys,
  eventOptions,
  eventsOptions,
  useChangeEvent,
  useEvent,
  useEvents,
} from "./queries";
