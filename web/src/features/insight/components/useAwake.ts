import { useEffect } from "react";

/** Keeps the screen from going dark while the page is shown, where the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isGone = false;
    const ask = async () => {
      if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
      try {
        const fresh = await navigator.wakeLock.request("screen");
        if (isGone) void fresh.release();
        else lock = fresh;
      } catch (error) {
        // Refused while the battery is low: the screen then sleeps as it always would.
        if (!(error instanceof DOMException)) throw error;
      }
    };
    const again = () => void ask();
    // A lock ends whenever the page is hidden.
    document.addEventListener("visibilitychange", again);
    again();
    return () => {
      isGone = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
