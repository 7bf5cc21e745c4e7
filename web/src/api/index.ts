export { client, ok, upload } from "./http";
export { live, textOf, type LiveMessage } from "./live";
export { messageOf, Problem } from "./problem";
export { useLinkState, useLive } from "./useLive";
export type * from "./pending";
