export { PartyMessages } from "./components/PartyMessages";
