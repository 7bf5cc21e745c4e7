import { t } from "@lingui/core/macro";
import { Maximize2, Minus, Plus } from "lucide-react";
import { memo } from "react";
import { IconButton } from "@/ui";
import type { StageView } from "./useStageView";

/** Below the canvas, so that no seat is ever under them. Memoized, so the buttons don't re-render while panning. */
export const ZoomButtons = memo(function ZoomButtons({ stage }: { stage: StageView }) {
  return (
    <div className="flex justify-end border-t border-line bg-surface px-2">
      <IconButton
        label={t`Zoom out`}
        icon={<Minus size={16} />}
        onPress={() => stage.zoomAt(1.4)}
      />
      <IconButton label={t`Zoom in`} icon={<Plus size={16} />} onPress={() => stage.zoomAt(0.7)} />
      <IconButton label={t`Show everything`} icon={<Maximize2 size={15} />} onPress={stage.fit} />
    </div>
  );
});
