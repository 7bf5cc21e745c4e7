import { t } from "@lingui/core/macro";
import { Camera, CameraOff, Flashlight, FlashlightOff } from "lucide-react";
import { memo, useState } from "react";
import { GateButton } from "./GateButton";
import { useCamera } from "./useCamera";

export const Viewfinder = memo(function Viewfinder({ onCode }: { onCode: (text: string) => void }) {
  const [isWanted, setWanted] = useState(false);
  const { video, state, hasTorch, isLit, toggleTorch } = useCamera(isWanted, onCode);
  const trouble =
    state === "refused"
      ? t`The browser doesn't allow the camera. Allow it beside the address, then start it again.`
      : state === "none"
        ? t`There is no camera here. Type the code, or use a hand scanner.`
        : null;
  return (
    <div className="relative grid aspect-[4/3] w-full place-items-center overflow-hidden rounded-card border border-gate-line bg-gate-surface">
      {isWanted && (
        <video
          ref={video}
          muted
          playsInline
          aria-label={t`Camera image`}
          className={state === "on" ? "absolute inset-0 h-full w-full object-cover" : "hidden"}
        />
      )}
      {state === "on" && (
        <>
          <div
            aria-hidden
            className="pointer-events-none absolute inset-[16%] rounded-card border-2 border-gate-text opacity-70"
          />
          <div className="absolute inset-x-3 bottom-3 flex justify-between gap-2">
            <GateButton
              icon={<CameraOff size={18} />}
              onPress={() => setWanted(false)}
            >{t`Stop camera`}</GateButton>
            {hasTorch && (
              <GateButton
                icon={isLit ? <FlashlightOff size={18} /> : <Flashlight size={18} />}
                onPress={toggleTorch}
              >
                {isLit ? t`Flashlight off` : t`Flashlight on`}
              </GateButton>
            )}
          </div>
        </>
      )}
      {state !== "on" && (
        <div className="flex max-w-xs flex-col items-center gap-4 p-6 text-center">
          <Camera aria-hidden size={40} className="text-gate-quiet" />
          {trouble && (
            <p role="alert" className="text-sm text-gate-quiet">
              {trouble}
            </p>
          )}
          <GateButton
            isFilled
            isPending={state === "starting"}
            onPress={() => {
              if (!isWanted) return setWanted(true);
              setWanted(false);
              setTimeout(() => setWanted(true), 50);
            }}
          >{t`Start the camera`}</GateButton>
        </div>
      )}
    </div>
  );
});
