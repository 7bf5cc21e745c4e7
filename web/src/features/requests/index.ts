export { MyRequests } from "./components/MyRequests";
