export { PapersDialog } from "./components/PapersDialog";
