import { useCallback, useEffect, useRef, useState } from "react";

interface Reading {
  serialNumber: string;
}
interface Reader extends EventTarget {
  scan: (options: { signal: AbortSignal }) => Promise<void>;
}
type ReaderClass = new () => Reader;

/** Web NFC: Chromium on Android has it, others don't. */
export function nfcReader(): ReaderClass | null {
  return (window as { NDEFReader?: ReaderClass }).NDEFReader ?? null;
}

export type NfcState = "none" | "off" | "on" | "refused";

/** Reads the numbers of tags held to the phone, from the press that starts it until the page is left. */
export function useNfc(onTag: (uid: string) => void): { state: NfcState; start: () => void } {
  const latest = useRef(onTag);
  const ending = useRef<AbortController | null>(null);
  const [state, setState] = useState<NfcState>(() => (nfcReader() ? "off" : "none"));
  useEffect(() => {
    latest.current = onTag;
  });
  useEffect(() => () => ending.current?.abort(), []);
  const start = useCallback(() => {
    const Class = nfcReader();
    if (!Class || ending.current) return;
    const reader = new Class();
    const controller = new AbortController();
    ending.current = controller;
    reader.addEventListener("reading", (event) => {
      const { serialNumber } = event as unknown as Reading;
      if (serialNumber) latest.current(serialNumber);
    });
    reader.scan({ signal: controller.signal }).then(
      () => setState("on"),
      () => {
        ending.current = null;
        setState("refused");
      },
    );
  }, []);
  return { state, start };
}
