import { Live } from "./live";

/** The app's one socket. */
export const live = new Live(() => `${window.location.origin.replace(/^http/, "ws")}/ws`);
