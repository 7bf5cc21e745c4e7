const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Runs `run` once after `wait` ms, however often it is called in between. Throttles bursts by key. */
export function throttle(key: string, run: () => void, wait = 400): void {
  if (waiting.has(key)) return;
  waiting.set(
    key,
    setTimeout(() => {
      waiting.delete(key);
      run();
    }, wait),
  );
}
