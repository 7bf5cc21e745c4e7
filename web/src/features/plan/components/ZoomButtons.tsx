import { t } from "@lingui/core/macro";
import { Maximize2, Minus, Plus } from "lucide-react";
import { memo } from "react";
import { IconButton } from "@/ui";
import type { StageView } from "./useStageView";

/** Memoized, so the buttons don't re-render while panning. */
export const ZoomButtons = memo(function ZoomButtons({ stage }: { stage: StageView }) {
  return (
    <div className="absolute end-3 bottom-3 flex rounded-control border border-line bg-surface shadow-float">
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
