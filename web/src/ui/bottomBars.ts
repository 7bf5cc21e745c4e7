import { useEffect, useState } from "react";

/** Marks what stays at the bottom of the screen: toasts are shown above it. */
export const bottomBar = { "data-bottom-bar": true } as const;

const GAP = 16;

/** Height in pixels that the bars at the bottom of the screen take, with a gap above them. */
export function takenAtBottom(screen: number, bars: readonly { top: number; bottom: number }[]) {
  const tops = bars
    .filter((bar) => bar.bottom > bar.top && bar.bottom > screen / 2 && bar.top > screen / 4)
    .filter((bar) => bar.top < screen)
    .map((bar) => bar.top);
  return tops.length === 0 ? GAP : screen - Math.min(...tops) + GAP / 2;
}

/** Where toasts may begin, measured from the bottom. It follows bars that come and go while `isWatching`. */
export function useFreeBottom(isWatching: boolean): number {
  const [taken, setTaken] = useState(GAP);
  useEffect(() => {
    if (!isWatching) return undefined;
    const measure = () => {
      const bars = [...document.querySelectorAll("[data-bottom-bar]")];
      setTaken(
        takenAtBottom(
          window.innerHeight,
          bars.map((bar) => bar.getBoundingClientRect()),
        ),
      );
    };
    measure();
    const changes = new MutationObserver(measure);
    changes.observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", measure);
    window.addEventListener("scroll", measure, true);
    return () => {
      changes.disconnect();
      window.removeEventListener("resize", measure);
      window.removeEventListener("scroll", measure, true);
    };
  }, [isWatching]);
  return taken;
}
