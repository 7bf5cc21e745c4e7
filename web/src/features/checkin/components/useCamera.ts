import { useEffect, useRef, useState, type RefObject } from "react";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

export type CameraState = "off" | "starting" | "on" | "refused" | "none";

interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  hasTorch: boolean;
  isLit: boolean;
  toggleTorch: () => void;
}

/** Reads QR codes from the camera while `isWanted`. The decoder's WASM file is self-hosted. */
export function useCamera(isWanted: boolean, onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  const track = useRef<MediaStreamTrack | null>(null);
  const [state, setState] = useState<CameraState>("off");
  const [hasTorch, setHasTorch] = useState(false);
  const [isLit, setLit] = useState(false);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    if (!isWanted) return;
    let isStopped = false;
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      if (!navigator.mediaDevices?.getUserMedia) return setState("none");
      setState("starting");
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
        });
      } catch (reason) {
        return setState(
          reason instanceof DOMException && reason.name === "NotAllowedError" ? "refused" : "none",
        );
      }
      const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
      prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      const element = video.current;
      if (isStopped || !element) return stream.getTracks().forEach((one) => one.stop());
      track.current = stream.getVideoTracks()[0] ?? null;
      element.srcObject = stream;
      await element.play().catch(() => undefined);
      // Some phones report a camera's capabilities only once it is running.
      setHasTorch(
        Boolean((track.current?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch),
      );
      setState("on");
      const detectCode = async () => {
        if (isStopped) return;
        if (element.readyState >= 2) {
          const [found] = await detector.detect(element).catch(() => []);
          if (found?.rawValue) latest.current(found.rawValue);
        }
        timer = setTimeout(() => void detectCode(), 120);
      };
      void detectCode();
    };
    void run();
    return () => {
      isStopped = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((one) => one.stop());
      track.current = null;
      setState("off");
      setLit(false);
    };
  }, [isWanted]);
  const toggleTorch = () => {
    const next = !isLit;
    void track.current
      ?.applyConstraints({ advanced: [{ torch: next } as MediaTrackConstraintSet] })
      .then(
        () => setLit(next),
        () => setHasTorch(false),
      );
  };
  return { video, state, hasTorch, isLit, toggleTorch };
}
