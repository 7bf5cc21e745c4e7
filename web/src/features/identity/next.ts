/** The address of a page that leads on to `next`, the page somebody came from without a session. */
export function withNext(path: "/login" | "/register", next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}
