const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Runs once after a short while, however often it is asked for meanwhile: ten changes a second make one read. */
export function soon(key: string, run: () => void, wait = 400): void {
  if (waiting.has(key)) return;
  waiting.set(
    key,
    setTimeout(() => {
      waiting.delete(key);
      run();
    }, wait),
  );
}
