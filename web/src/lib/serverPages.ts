/** Whether the server makes the page at a path; the browser opens those, the app all others. */
export const isMadeByServer = (path: string): boolean =>
  /^\/(e|j|p|r|discover)(\/|\?|$)/.test(path);
