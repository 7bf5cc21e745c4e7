import { useEffect } from "react";

/** Holds a screen wake lock while the component is mounted, where supported. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isUnmounted = false;
    const ask = async () => {
      if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
      try {
        const fresh = await navigator.wakeLock.request("screen");
        if (isUnmounted) void fresh.release();
        else lock = fresh;
      } catch (error) {
        // Browsers refuse the lock when the battery is low; the screen then sleeps as usual.
        if (!(error instanceof DOMException)) throw error;
      }
    };
    const again = () => void ask();
    // The lock is lost whenever the page is hidden, so it has to be requested again.
    document.addEventListener("visibilitychange", again);
    again();
    return () => {
      isUnmounted = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, []);
}
