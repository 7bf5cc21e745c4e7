export { PapersDialog } from "./components/PapersDialog";
export { useSavedPaper } from "./components/useSavedPaper";
export { ViewDialog } from "./components/ViewDialog";
