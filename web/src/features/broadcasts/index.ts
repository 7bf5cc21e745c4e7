export { BroadcastForm } from "./components/BroadcastForm";
