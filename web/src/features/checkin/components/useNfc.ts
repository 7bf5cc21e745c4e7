import { useCallback, useEffect, useRef, useState } from "react";

interface Reading {
  serialNumber: string;
}
interface Reader extends EventTarget {
  scan: (options: { signal: AbortSignal }) => Promise<void>;
}
type ReaderClass = new () => Reader;

/** Web NFC is available only in Chromium on Android. */
export function nfcReader(): ReaderClass | null {
  return (window as { NDEFReader?: ReaderClass }).NDEFReader ?? null;
}

export type NfcState = "none" | "off" | "on" | "refused";

/** Reads the serial numbers of NFC tags, from `start` until the component unmounts. */
export function useNfc(onTag: (uid: string) => void): { state: NfcState; start: () => void } {
  const latest = useRef(onTag);
  const abort = useRef<AbortController | null>(null);
  const [state, setState] = useState<NfcState>(() => (nfcReader() ? "off" : "none"));
  useEffect(() => {
    latest.current = onTag;
  });
  useEffect(() => () => abort.current?.abort(), []);
  const start = useCallback(() => {
    const Class = nfcReader();
    if (!Class || abort.current) return;
    const reader = new Class();
    const controller = new AbortController();
    abort.current = controller;
    reader.addEventListener("reading", (event) => {
      const { serialNumber } = event as unknown as Reading;
      if (serialNumber) latest.current(serialNumber);
    });
    reader.scan({ signal: controller.signal }).then(
      () => setState("on"),
      () => {
        abort.current = null;
        setState("refused");
      },
    );
  }, []);
  return { state, start };
}
