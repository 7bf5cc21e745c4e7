export { PapersDialog } from "./components/PapersDialog";
export { useSavedPaper } from "./components/useSavedPaper";
