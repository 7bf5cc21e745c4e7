import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Seat } from "@/api";
import { toast } from "@/ui";
import { groupOf } from "../model";
import { usePlace } from "../queries";

interface InHand { attendeeId: string; name: string }

/** Which seats are chosen, who is in hand, and what a press on a seat then means. */
export function useSeatDesk(eventId: string, seats: readonly Seat[], canEdit: boolean) {
  const place = usePlace(eventId);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [inHand, setInHand] = useState<InHand | null>(null);

  const put = (attendeeId: string, name: string, seat: Seat | null) => {
    const before = seats.find((one) => (one.guest?.attendee_id ?? one.guest?.guest_id) === attendeeId) ?? null;
    place.mutate({ attendeeId, name, seat }, {
      onSuccess: () => toast.show(seat ? t`${name} sits at ${seat.seat_number}` : t`${name} has no seat now`, { label: t`Undo`, run: () => place.mutate({ attendeeId, name, seat: before }, { onError: (error) => toast.error(refusal(error)) }) }),
      onError: (error) => toast.error(refusal(error)),
    });
    setInHand(null);
  };

  const press = (id: string, adds: boolean) => {
    const seat = seats.find((one) => one.id === id);
    if (!seat) return;
    if (inHand && canEdit) {
      if (seat.status === "free") {
        put(inHand.attendeeId, inHand.name, seat);
        setSelected(new Set([id]));
      } else toast.error(t`That seat isn't free. Choose another one for ${inHand.name}.`);
      return;
    }
    setSelected((now) => {
      if (!adds) return now.size === 1 && now.has(id) ? new Set() : new Set([id]);
      const next = new Set(now);
      if (next.has(id)) next.delete(id); else next.add(id);
      return next;
    });
  };

  return {
    selected, inHand, press, put,
    take: (attendeeId: string, name: string) => setInHand((now) => (now?.attendeeId === attendeeId ? null : { attendeeId, name })),
    drop: () => setInHand(null),
    selectGroup: (group: string) => setSelected(new Set(seats.filter((seat) => groupOf(seat) === group).map((seat) => seat.id))),
    clear: () => setSelected(new Set()),
  };
}

/** A refused seat, with the ones nearby that are still free. */
function refusal(error: Error): string {
  if (!(error instanceof Problem)) return messageOf(error);
  const nearest = Array.isArray(error.body.nearest) ? (error.body.nearest as { seat_number: string }[]).map((one) => one.seat_number) : [];
  if (error.status !== 409 && error.status !== 423) return error.message;
  return nearest.length > 0 ? t`Just taken by someone else. Free nearby: ${nearest.slice(0, 4).join(", ")}` : t`Just taken by someone else.`;
}
