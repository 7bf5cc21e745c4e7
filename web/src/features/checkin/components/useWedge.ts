import { useEffect, useRef } from "react";

/** Reads hardware scanners, which act as fast keyboards: a burst of characters, then Enter. */
export function useWedge(onCode: (text: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let text = "";
    let last = 0;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (target?.closest("input, textarea, [contenteditable]")) return;
      if (event.timeStamp - last > 80) text = "";
      last = event.timeStamp;
      if (event.key === "Enter" && text.length >= 4) {
        event.preventDefault();
        event.stopPropagation();
        latest.current(text);
        text = "";
      } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        text += event.key;
      }
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
