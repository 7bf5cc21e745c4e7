import { t } from "@lingui/core/macro";
import { Maximize2, Minus, Plus } from "lucide-react";
import { useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { IconButton } from "@/ui";
import { nextSeat } from "@/lib/seatplan";
import type { CategoryLook, Plan } from "../model";
import { RoomShapes } from "./RoomShapes";
import { SeatShape } from "./SeatShape";
import { useView } from "./useView";

interface Props {
  plan: Plan;
  looks: CategoryLook[];
  selected: ReadonlySet<string>;
  /** A guest is being placed, so free seats are highlighted. */
  isPlacing: boolean;
  onPress: (id: string, adds: boolean) => void;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The seat map as SVG. It is never mirrored: the room's left stays left in right-to-left languages. */
export function SeatMap({ plan, looks, selected, isPlacing, onPress }: Props) {
  const [current, setCurrent] = useState<string | null>(null);
  const { svg, view, fit, zoomIn, zoomOut, handlers, wasDragged } = useView(plan.box);
  const lookOf = useMemo(() => new Map(looks.map((look) => [look.name, look])), [looks]);
  const tabStop = plan.seats.some((seat) => seat.id === current) ? current : plan.seats[0]?.id;
  const isClose = view[2] < plan.unit * 40;
  const idOf = (target: EventTarget) =>
    (target as Element).closest("[data-seat]")?.getAttribute("data-seat") ?? null;
  const onClick = (event: MouseEvent) => {
    const id = idOf(event.target);
    if (!id || wasDragged()) return;
    setCurrent(id);
    onPress(id, event.shiftKey || event.metaKey || event.ctrlKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = idOf(event.target);
    const seat = plan.seats.find((one) => one.id === id);
    if (!seat) return;
    const arrow = arrows[event.key];
    if (arrow) {
      event.preventDefault();
      const next = nextSeat(plan.seats, seat, ...arrow);
      setCurrent(next.id);
      svg.current?.querySelector<SVGGElement>(`[data-seat="${CSS.escape(next.id)}"]`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onPress(seat.id, event.shiftKey);
    }
  };
  return (
    <div
      className="relative max-h-[78dvh] min-h-80 w-full overflow-hidden rounded-card border border-line bg-sunken"
      style={{ aspectRatio: `${plan.box[2]} / ${plan.box[3]}` }}
      dir="ltr"
    >
      <svg
        ref={svg}
        viewBox={view.join(" ")}
        role="group"
        aria-label={t`Seating plan. Move with the arrow keys, choose with Enter.`}
        className="absolute inset-y-0 start-0 h-full w-[calc(100%-3.5rem)] touch-none select-none"
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <defs>
          <pattern
            id="hatch"
            width={plan.unit * 0.16}
            height={plan.unit * 0.16}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="100%" height="100%" fill="var(--seat-paper)" />
            <rect width={plan.unit * 0.05} height="100%" fill="var(--line-strong)" />
          </pattern>
        </defs>
        <RoomShapes plan={plan} />
        {plan.seats.map((seat) => (
          <SeatShape
            key={seat.id}
            seat={seat}
            unit={plan.unit}
            look={lookOf.get(seat.category ?? "")}
            isSelected={selected.has(seat.id)}
            isTarget={isPlacing && seat.status === "free"}
            isTabStop={seat.id === tabStop}
            isClose={isClose}
          />
        ))}
      </svg>
      <div className="absolute end-3 top-3 flex flex-col rounded-control border border-line bg-surface shadow-float">
        <IconButton label={t`Zoom in`} icon={<Plus size={18} />} onPress={zoomIn} />
        <IconButton label={t`Zoom out`} icon={<Minus size={18} />} onPress={zoomOut} />
        <IconButton label={t`Show everything`} icon={<Maximize2 size={16} />} onPress={fit} />
      </div>
    </div>
  );
}
