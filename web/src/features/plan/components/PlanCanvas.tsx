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

/** A large plan under the sheet: drawn as everywhere, by tiles; what is chosen, dragged or being drawn lies over it. */
export function PlanCanvas({ plan, lines, stage }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface>(null);
  const picture = usePicture(
    plan.background?.width && plan.background.height ? plan.background.file_id : null,
  );
  const drawn = useMemo(() => {
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
  const now = useRef(drawn);
  useEffect(() => {
    now.current = drawn;
    surface.current?.draw(drawn);
  }, [drawn]);
  useEffect(() => {
    if (!host.current) return;
    const look = () =>
      made.setCamera({ x: stage.view.x, y: stage.view.y, scale: 1 / stage.perPixel });
    let isFirst = true;
    const made = new Surface(host.current, {
      ...now.current,
      onSize: () => {
        look();
        if (isFirst) made.pin();
        isFirst = false;
      },
    });
    surface.current = made;
    const leave = stage.subscribe(look);
    return () => {
      surface.current = null;
      leave();
      made.destroy();
    };
  }, [stage]);
  return <div ref={host} data-seat-canvas className="absolute inset-0 overflow-hidden" />;
}

/** The picture under the plan, loaded once for each file. */
function usePicture(file: string | null): Promise<CanvasImageSource> | undefined {
  return useMemo(() => {
    if (!file) return undefined;
    const picture = new Image();
    picture.src = `/api/files/${file}`;
    return picture.decode().then(() => picture);
  }, [file]);
}
