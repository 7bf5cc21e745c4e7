import type { QueryClient } from "@tanstack/react-query";
import { meOptions, Problem } from "@/api";
import { isMadeByServer } from "@/lib/serverPages";

const KEPT = "convite.next";
const LASTS = 60 * 60 * 1000;

/** The address of a page that leads on to `next`, the page somebody came from without a session. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** Keeps `next` for the page of a mailed link, which opens in another tab. */
export function keepNext(next: string | undefined): void {
  if (next === undefined) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, JSON.stringify({ next, until: Date.now() + LASTS }));
}

/** The page that was kept, once. */
export function keptNext(): string | undefined {
  const text = localStorage.getItem(KEPT);
  localStorage.removeItem(KEPT);
  try {
    const kept = JSON.parse(text ?? "") as { next: string; until: number };
    return kept.until > Date.now() ? kept.next : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves the log-in for the page somebody came from. */
export function leaveFor(path: string, navigate: (options: { to: string }) => unknown): void {
  if (isMadeByServer(path)) window.location.assign(path);
  else navigate({ to: path });
}

/** Leads on at once if the session still lives, as after a page of the server found it in need of renewal. */
export async function skipIfLoggedIn(cache: QueryClient, next: string | undefined): Promise<void> {
  if (next === undefined || !isMadeByServer(next)) return;
  try {
    await cache.fetchQuery(meOptions);
    window.location.assign(next);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
