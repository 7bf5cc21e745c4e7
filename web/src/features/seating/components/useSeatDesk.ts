import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Seat } from "@/api";
import { toast } from "@/ui";
import { groupOf } from "../model";
import { useGather, useMoves, usePlace } from "../queries";

interface InHand {
  attendeeId: string;
  name: string;
}

/** Which seats are chosen, who is in hand, and what a press on a seat then means. */
export function useSeatDesk(eventId: string, seats: readonly Seat[], canEdit: boolean) {
  const place = usePlace(eventId);
  const moves = useMoves(eventId);
  const party = useGather(eventId);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [inHand, setInHand] = useState<InHand | null>(null);

  const put = (attendeeId: string, name: string, seat: Seat | null, from?: string | null) => {
    const before =
      seats.find(
        (one) => (one.guest?.attendee_id ?? one.guest?.guest_id) === attendeeId || one.id === from,
      ) ?? null;
    place.mutate(
      { attendeeId, name, seat },
      {
        onSuccess: () =>
          toast.show(seat ? t`${name} sits at ${seat.seat_number}` : t`${name} has no seat now`, {
            label: t`Undo`,
            run: () =>
              place.mutate(
                { attendeeId, name, seat: before },
                { onError: (error) => toast.error(refusal(error)) },
              ),
          }),
        onError: (error) => toast.error(refusal(error)),
      },
    );
    setInHand(null);
  };

  const seatOf = (attendeeId: string) =>
    seats.find((one) => one.guest?.attendee_id === attendeeId) ?? null;

  /** The one in hand and who sits there change places; who sat nowhere takes the seat of the other, who then sits nowhere. */
  const swap = (mine: InHand, seat: Seat) => {
    const other = seat.guest;
    if (!other?.attendee_id) return;
    const own = seatOf(mine.attendeeId);
    const there = { attendee_id: mine.attendeeId, seat_id: seat.id };
    const back = { attendee_id: other.attendee_id, seat_id: own?.id ?? null };
    const undo = [
      { attendee_id: mine.attendeeId, seat_id: own?.id ?? null },
      { attendee_id: other.attendee_id, seat_id: seat.id },
    ];
    moves.mutate([there, back], {
      onSuccess: () =>
        toast.show(
          own
            ? t`${mine.name} and ${other.name} changed places`
            : t`${mine.name} sits at ${seat.seat_number}, ${other.name} has no seat now`,
          {
            label: t`Undo`,
            run: () => moves.mutate(undo, { onError: (error) => toast.error(refusal(error)) }),
          },
        ),
      onError: (error) => toast.error(refusal(error)),
    });
    setInHand(null);
  };

  const gather = (invitationId: string, near?: string) =>
    party.mutate(
      { invitation_id: invitationId, ...(near ? { near } : {}) },
      {
        onSuccess: (done) => {
          const where = done.seats.map((one) => one.seat_number).join(", ");
          toast.show(
            done.is_split ? t`Not all in one row: ${where}` : t`Seated together: ${where}`,
          );
        },
        onError: (error) => toast.error(refusal(error)),
      },
    );

  const press = (id: string, adds: boolean) => {
    const seat = seats.find((one) => one.id === id);
    if (!seat) return;
    if (inHand && canEdit) {
      if (seat.status === "free") {
        put(inHand.attendeeId, inHand.name, seat);
        setSelected(new Set([id]));
      } else if (seat.status === "assigned" && seat.guest?.attendee_id !== inHand.attendeeId) {
        swap(inHand, seat);
        setSelected(new Set([id]));
      } else toast.error(t`That seat isn't free. Choose another one for ${inHand.name}.`);
      return;
    }
    setSelected((now) => {
      if (!adds) return now.size === 1 && now.has(id) ? new Set() : new Set([id]);
      const next = new Set(now);
      if (next.has(id)) next.delete(id);
      else next.add(id);
      return next;
    });
  };

  return {
    selected,
    inHand,
    press,
    put,
    gather,
    take: (attendeeId: string, name: string) =>
      setInHand((now) => (now?.attendeeId === attendeeId ? null : { attendeeId, name })),
    drop: () => setInHand(null),
    selectGroup: (group: string) =>
      setSelected(new Set(seats.filter((seat) => groupOf(seat) === group).map((seat) => seat.id))),
    clear: () => setSelected(new Set()),
  };
}

/** A refused seat, with the ones nearby that are still free. */
function refusal(error: Error): string {
  if (!(error instanceof Problem)) return messageOf(error);
  const nearest = Array.isArray(error.body.nearest)
    ? (error.body.nearest as { seat_number: string }[]).map((one) => one.seat_number)
    : [];
  if ((error.status !== 409 && error.status !== 423) || !Array.isArray(error.body.blocking))
    return error.message;
  return nearest.length > 0
    ? t`Just taken by someone else. Free nearby: ${nearest.slice(0, 4).join(", ")}`
    : t`Just taken by someone else.`;
}
