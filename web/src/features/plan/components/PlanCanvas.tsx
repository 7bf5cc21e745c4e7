import { plural } from "@lingui/core/macro";
import { useEffect, useMemo, useRef } from "react";
import { categoryLooks } from "@/lib/seatcanvas/looks";
import { Surface } from "@/lib/seatcanvas/surface";
import type { PlanDocument, Seat } from "../model/document";
import { hallOf } from "../model/hall";
import type { StageView } from "./useStageView";

interface Props {
  plan: PlanDocument;
  lines: ReadonlyMap<string, readonly Seat[]>;
  stage: StageView;
}

/** Draws a large plan with the tiled canvas. The selection and drags are drawn above it as SVG. */
export function PlanCanvas({ plan, lines, stage }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface>(null);
  const picture = usePicture(
    plan.background?.width && plan.background.height ? plan.background.file_id : null,
  );
  const options = useMemo(() => {
    const hall = hallOf(plan, lines);
    const looks = new Map(
      categoryLooks(plan.seats, plan.categories).map((look) => [look.name, look]),
    );
    return {
      hall,
      picture,
      lookOf: (category: string) => looks.get(category),
      signOf: (index: number) => plan.seats[index]?.number ?? plan.seats[index]?.seat_number ?? "",
      free: (number: number) => plural(number, { one: "# seat", other: "# seats" }),
    };
  }, [plan, lines, picture]);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
    surface.current?.draw(options);
  }, [options]);
  useEffect(() => {
    if (!host.current) return;
    const syncCamera = () =>
      instance.setCamera({ x: stage.view.x, y: stage.view.y, scale: 1 / stage.perPixel });
    let isFirst = true;
    const instance = new Surface(host.current, {
      ...latest.current,
      onSize: () => {
        syncCamera();
        if (isFirst) instance.pin();
        isFirst = false;
      },
    });
    surface.current = instance;
    const unsubscribe = stage.subscribe(syncCamera);
    return () => {
      surface.current = null;
      unsubscribe();
      instance.destroy();
    };
  }, [stage]);
  return <div ref={host} data-seat-canvas className="absolute inset-0 overflow-hidden" />;
}

/** The background image, loaded once per file. */
function usePicture(file: string | null): Promise<CanvasImageSource> | undefined {
  return useMemo(() => {
    if (!file) return undefined;
    const picture = new Image();
    picture.src = `/api/files/${file}`;
    return picture.decode().then(() => picture);
  }, [file]);
}
