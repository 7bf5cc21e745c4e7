export { MyInvites } from "./components/MyInvites";
