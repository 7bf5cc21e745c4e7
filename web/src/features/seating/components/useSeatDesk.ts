import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Seat } from "@/api";
import { listOf } from "@/lib/numbers";
import { seatName } from "@/lib/seatLabels";
import { toast } from "@/ui";
import { groupOf } from "../model";
import { useGather, useMoves, usePlace } from "../queries";

interface GuestToSeat {
  attendeeId: string;
  name: string;
}

/** Selection, the guest being placed, and what pressing a seat does. */
export function useSeatDesk(eventId: string, seats: readonly Seat[], canEdit: boolean) {
  const place = usePlace(eventId);
  const moves = useMoves(eventId);
  const party = useGather(eventId);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [guestToSeat, setGuestToSeat] = useState<GuestToSeat | null>(null);

  const assign = (attendeeId: string, name: string, seat: Seat | null, from?: string | null) => {
    const before =
      seats.find(
        (one) => (one.guest?.attendee_id ?? one.guest?.guest_id) === attendeeId || one.id === from,
      ) ?? null;
    place.mutate(
      { attendeeId, name, seat },
      {
        onSuccess: () =>
          toast.show(assignedText(name, seat), {
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
    setGuestToSeat(null);
  };

  const seatOf = (attendeeId: string) =>
    seats.find((one) => one.guest?.attendee_id === attendeeId) ?? null;

  /** Swaps the guest being placed with the one on the seat. If the former had no seat, the latter ends up without one. */
  const swap = (guest: GuestToSeat, seat: Seat) => {
    const other = seat.guest;
    if (!other?.attendee_id) return;
    const own = seatOf(guest.attendeeId);
    const move = { attendee_id: guest.attendeeId, seat_id: seat.id };
    const otherMove = { attendee_id: other.attendee_id, seat_id: own?.id ?? null };
    const undo = [
      { attendee_id: guest.attendeeId, seat_id: own?.id ?? null },
      { attendee_id: other.attendee_id, seat_id: seat.id },
    ];
    moves.mutate([move, otherMove], {
      onSuccess: () =>
        toast.show(
          own
            ? t`${guest.name} and ${other.name} changed places`
            : [assignedText(guest.name, seat), assignedText(other.name, null)].join(". "),
          {
            label: t`Undo`,
            run: () => moves.mutate(undo, { onError: (error) => toast.error(refusal(error)) }),
          },
        ),
      onError: (error) => toast.error(refusal(error)),
    });
    setGuestToSeat(null);
  };

  const gather = (invitationId: string, near?: string) =>
    party.mutate(
      { invitation_id: invitationId, ...(near ? { near } : {}) },
      {
        onSuccess: (done) => {
          const where = listOf(
            done.seats.flatMap((one) => (one.seat_number ? seatName(one.seat_number) : [])),
          );
          toast.show(
            done.is_split ? t`Not all in one row: ${where}` : t`Seated together: ${where}`,
          );
        },
        onError: (error) => toast.error(refusal(error)),
      },
    );

  const press = (id: string, isAdding: boolean) => {
    const seat = seats.find((one) => one.id === id);
    if (!seat) return;
    if (guestToSeat && canEdit) {
      if (seat.status === "free") {
        assign(guestToSeat.attendeeId, guestToSeat.name, seat);
        setSelected(new Set([id]));
      } else if (seat.status === "assigned" && seat.guest?.attendee_id !== guestToSeat.attendeeId) {
        swap(guestToSeat, seat);
        setSelected(new Set([id]));
      } else toast.error(t`That seat isn't free. Choose another one for ${guestToSeat.name}.`);
      return;
    }
    setSelected((now) => {
      if (!isAdding) return now.size === 1 && now.has(id) ? new Set() : new Set([id]);
      const next = new Set(now);
      if (next.has(id)) next.delete(id);
      else next.add(id);
      return next;
    });
  };

  return {
    selected,
    guestToSeat,
    press,
    assign,
    gather,
    startMove: (attendeeId: string, name: string) =>
      setGuestToSeat((now) => (now?.attendeeId === attendeeId ? null : { attendeeId, name })),
    cancelMove: () => setGuestToSeat(null),
    selectGroup: (group: string) =>
      setSelected(new Set(seats.filter((seat) => groupOf(seat) === group).map((seat) => seat.id))),
    clear: () => setSelected(new Set()),
  };
}

function assignedText(name: string, seat: Seat | null): string {
  return seat ? t`Assigned to ${name}: ${seatName(seat.seat_number)}` : t`${name} has no seat now`;
}

/** Error message for a refused seat, with the nearest free ones. */
function refusal(error: Error): string {
  if (!(error instanceof Problem)) return messageOf(error);
  const nearest = Array.isArray(error.body.nearest)
    ? (error.body.nearest as { seat_number: string }[]).map((one) => seatName(one.seat_number))
    : [];
  if ((error.status !== 409 && error.status !== 423) || !Array.isArray(error.body.blocking))
    return error.message;
  return nearest.length > 0
    ? t`Just taken by someone else. Free nearby: ${listOf(nearest.slice(0, 4))}`
    : t`Just taken by someone else.`;
}
