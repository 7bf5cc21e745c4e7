import { t } from "@lingui/core/macro";
import type { ComponentProps } from "react";
import { CanvasMap } from "./CanvasMap";
import { SeatMap } from "./SeatMap";

/** The seat map, drawn as SVG or, for thousands of seats, on a canvas. */
export function RoomMap({
  isLarge,
  ...room
}: ComponentProps<typeof CanvasMap> & { isLarge: boolean }) {
  const { plan, looks, selected, isPlacing, onPress } = room;
  return (
    <>
      {isLarge ? (
        <CanvasMap {...room} />
      ) : (
        <SeatMap
          plan={plan}
          looks={looks}
          selected={selected}
          isPlacing={isPlacing}
          onPress={onPress}
        />
      )}
      <p className="text-xs text-quiet">{t`Tip: hold Shift to choose several seats.`}</p>
    </>
  );
}
