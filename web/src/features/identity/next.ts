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
