import { t } from "@lingui/core/macro";
import { Maximize2, Minus, Plus } from "lucide-react";
import { useEffect, useMemo, useRef, type CSSProperties } from "react";
import type { Seat } from "@/api";
import { count } from "@/lib/numbers";
import { tableName } from "@/lib/seatLabels";
import { Hall, State } from "@/lib/seatcanvas/hall";
import { SeatCanvas } from "@/lib/seatcanvas/seatcanvas";
import type { Section } from "@/lib/seatcanvas/sections";
import { IconButton, initialsOf } from "@/ui";
import { seatDescription, type CategoryLook, type Plan } from "../model";

interface Props {
  plan: Plan;
  /** The current seats in plan order. */
  seats: readonly Seat[];
  sections: readonly Section[];
  looks: CategoryLook[];
  selected: ReadonlySet<string>;
  isPlacing: boolean;
  onPress: (id: string, adds: boolean) => void;
  onSight: (seats: Seat[]) => void;
}

function stateOf(seat: Seat | undefined): State {
  switch (seat?.status) {
    case "held":
      return seat.held_by_me ? State.mine : State.held;
    case "assigned":
      return State.taken;
    case "blocked":
      return State.blocked;
    default:
      return State.free;
  }
}

function signOf(seat: Seat | undefined): string {
  if (!seat) return "";
  if (seat.status === "assigned") return initialsOf(seat.guest?.name ?? "") || "●";
  return /\d+$/.exec(seat.seat_number)?.[0] ?? seat.seat_number;
}

/** Like `SeatMap`, but on a canvas for thousands of seats. It is never mirrored. */
export function CanvasMap({
  plan,
  seats,
  sections,
  looks,
  selected,
  isPlacing,
  onPress,
  onSight,
}: Props) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<SeatCanvas>(null);
  const drawn = useRef(seats);
  const now = useRef({ seats, selected, isPlacing, onPress, onSight });
  const places = useMemo(() => new Map(plan.seats.map((seat, index) => [seat.id, index])), [plan]);
  useEffect(() => {
    now.current = { seats, selected, isPlacing, onPress, onSight };
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const lookOf = new Map(looks.map((look) => [look.name, look]));
    const tables = plan.tables.map((table) => ({ ...table, label: tableName(table.label) }));
    const hall = new Hall({ ...plan, tables }, sections, (index) =>
      stateOf(now.current.seats[index]),
    );
    const file = plan.background?.width && plan.background.height ? plan.background.file_id : null;
    const made = new SeatCanvas(element, {
      hall,
      label: t`Seating plan. Move with the arrow keys, choose with Enter.`,
      free: (number) => t`${count(number)} free`,
      lookOf: (category) => lookOf.get(category),
      signOf: (index) => signOf(now.current.seats[index]),
      describe: (index) => {
        const seat = now.current.seats[index];
        return {
          name: seat ? seatDescription(seat) : "",
          isPressed: seat !== undefined && now.current.selected.has(seat.id),
          isDisabled: false,
        };
      },
      onPress: (index, adds) => {
        const seat = now.current.seats[index];
        if (seat) now.current.onPress(seat.id, adds);
      },
      onVisible: (found) =>
        now.current.onSight(found.flatMap((index) => now.current.seats[index] ?? [])),
      picture: file ? pictureOf(`/api/files/${file}`) : undefined,
    });
    canvas.current = made;
    drawn.current = now.current.seats;
    return () => {
      canvas.current = null;
      made.destroy();
    };
  }, [plan, sections, looks]);

  useEffect(() => {
    const before = drawn.current;
    drawn.current = seats;
    if (before !== seats)
      seats.forEach((seat, index) => {
        if (seat !== before[index]) canvas.current?.refresh(index, stateOf(seat));
      });
  }, [seats]);
  useEffect(() => {
    canvas.current?.select(new Set([...selected].flatMap((id) => places.get(id) ?? [])));
  }, [selected, places, sections, looks]);
  useEffect(() => {
    canvas.current?.invite(isPlacing);
  }, [isPlacing, plan, sections, looks]);

  return (
    <div
      className="relative h-[min(70dvh,44rem)] min-h-80 w-full overflow-hidden rounded-card border border-line bg-sunken max-md:[aspect-ratio:var(--shape)] max-md:h-auto max-md:max-h-[70dvh]"
      style={{ "--shape": `${plan.box[2]} / ${plan.box[3]}` } as CSSProperties}
      dir="ltr"
    >
      <div
        ref={host}
        data-seat-canvas
        className="absolute inset-y-0 start-0 w-[calc(100%-3.5rem)] overflow-hidden"
      />
      <div className="absolute end-3 top-3 flex flex-col rounded-control border border-line bg-surface shadow-float">
        <IconButton
          label={t`Zoom in`}
          icon={<Plus size={18} />}
          onPress={() => canvas.current?.zoomBy(1.6)}
        />
        <IconButton
          label={t`Zoom out`}
          icon={<Minus size={18} />}
          onPress={() => canvas.current?.zoomBy(1 / 1.6)}
        />
        <IconButton
          label={t`Show everything`}
          icon={<Maximize2 size={16} />}
          onPress={() => canvas.current?.fit()}
        />
      </div>
    </div>
  );
}

async function pictureOf(address: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture;
}
