export { AutoSeatDialog } from "./components/AutoSeatDialog";
