import { useCallback, useEffect, useRef } from "react";

/** A callback with a stable identity that always calls the latest function, so that memoized children don't re-render. */
export function useStable<Args extends unknown[]>(
  latest: (...args: Args) => void,
): (...args: Args) => void {
  const latestRef = useRef(latest);
  useEffect(() => {
    latestRef.current = latest;
  });
  return useCallback((...args: Args) => {
    latestRef.current(...args);
  }, []);
}
