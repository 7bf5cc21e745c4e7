import { useCallback, useEffect, useRef } from "react";

/** A function that stays the same object and calls the latest one: for children that are drawn anew only when something of theirs changes. */
export function useStable<Args extends unknown[]>(
  latest: (...args: Args) => void,
): (...args: Args) => void {
  const kept = useRef(latest);
  useEffect(() => {
    kept.current = latest;
  });
  return useCallback((...args: Args) => {
    kept.current(...args);
  }, []);
}
