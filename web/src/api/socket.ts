import { Live } from "./live";

/** The WebSocket client shared by the whole app. */
export const live = new Live(() => `${window.location.origin.replace(/^http/, "ws")}/ws`);
