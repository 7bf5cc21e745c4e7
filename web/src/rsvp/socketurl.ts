/** The address of the live feed. */
export function socketUrl(path = "/ws"): string {
  return new URL(path, window.location.href).href.replace(/^http/, "ws");
}
