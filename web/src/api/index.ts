export { actAsDevice, bytes, call, client, ok, upload } from "./http";
export { textOf, type LiveMessage } from "./live";
export { live } from "./socket";
export { meOptions } from "./me";
export { messageOf, Problem } from "./problem";
export { useStopTask, useTask } from "./useTask";
export { useLinkState, useLive } from "./useLive";
export type * from "./types";
