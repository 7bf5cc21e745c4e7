import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee, type Seat } from "@/api";
import { useFoundGuests } from "@/features/guests";
import { kindName, seatName } from "@/lib/seatLabels";
import { useDebounced } from "@/lib/useDebounced";
import { Button, Card, Checkbox, ComboBox, Confirm, toast } from "@/ui";
import { groupOf, seatState, type CategoryLook } from "../model";
import { HouseSeats } from "./HouseSeats";
import { useChangeSeats, useDeleteSeats, type SeatChange } from "../queries";

interface Props {
  eventId: string;
  seats: Seat[];
  looks: CategoryLook[];
  unseated: Attendee[];
  onPlace: (attendeeId: string, name: string, seat: Seat | null, from?: string | null) => void;
  onMove: (attendeeId: string, name: string) => void;
  onGather: (invitationId: string, near?: string) => void;
  onSelectGroup: (group: string) => void;
  onDone: () => void;
}

/** Details and actions for one or several selected seats. */
export function SeatDetails({
  eventId,
  seats,
  looks,
  unseated,
  onPlace,
  onMove,
  onGather,
  onSelectGroup,
  onDone,
}: Props) {
  const [only] = seats;
  if (!only) return null;
  const isOne = seats.length === 1;
  const number = seats.length;
  return (
    <Card
      title={
        isOne ? (
          <bdi>{seatName(only.seat_number)}</bdi>
        ) : (
          plural(number, { one: "# seat", other: "# seats" })
        )
      }
      actions={<Button size="small" tone="quiet" onPress={onDone}>{t`Done`}</Button>}
    >
      <div className="flex flex-col gap-5">
        {isOne && (
          <p className="text-sm text-quiet">
            <bdi>{groupOf(only)}</bdi> · {seatState(only)}{" "}
            <Button
              size="small"
              tone="quiet"
              onPress={() => onSelectGroup(groupOf(only))}
            >{t`Choose all of ${groupOf(only)}`}</Button>
          </p>
        )}
        {isOne && (
          <Sitter
            seat={only}
            eventId={eventId}
            unseated={unseated}
            onPlace={onPlace}
            onMove={onMove}
            onGather={onGather}
          />
        )}
        <HouseSeats
          key={`house-${seats.map((seat) => seat.id).join()}`}
          eventId={eventId}
          seats={seats}
        />
        <SeatTerms
          key={seats.map((seat) => seat.id).join()}
          eventId={eventId}
          seats={seats}
          looks={looks}
          onDone={onDone}
        />
      </div>
    </Card>
  );
}

function Sitter({
  seat,
  eventId,
  unseated,
  onPlace,
  onMove,
  onGather,
}: { seat: Seat; eventId: string } & Pick<Props, "unseated" | "onPlace" | "onMove" | "onGather">) {
  const [text, setText] = useState("");
  const found = useFoundGuests(eventId, useDebounced(text));
  const guest = seat.guest;
  const id = guest?.attendee_id ?? guest?.guest_id;
  if (guest && id) {
    return (
      <div className="flex flex-col gap-3">
        <p className="font-display text-lg" dir="auto">
          {guest.name}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => onMove(id, guest.name)}>{t`Move`}</Button>
          {guest.invitation_id && (
            <Button
              onPress={() => onGather(guest.invitation_id ?? "", seat.id)}
            >{t`Seat the party here`}</Button>
          )}
          <Button onPress={() => onPlace(id, guest.name, null)}>{t`Release seat`}</Button>
        </div>
      </div>
    );
  }
  if (seat.status !== "free" && !seat.house) return null;
  const people = text.trim().length >= 2 ? found : unseated.slice(0, 30);
  return (
    <ComboBox
      label={t`Assign seat`}
      placeholder={t`Name`}
      value={null}
      onSearch={setText}
      options={people.map((row) => ({
        id: row.id,
        label: row.name,
        hint: [row.party, row.seat_number && seatName(row.seat_number)].filter(Boolean).join(" · "),
      }))}
      onChange={(chosen) => {
        const row = people.find((one) => one.id === chosen);
        if (row) onPlace(row.id, row.name, seat, row.seat_id);
      }}
    />
  );
}

function SeatTerms({
  eventId,
  seats,
  looks,
  onDone,
}: Pick<Props, "eventId" | "seats" | "looks" | "onDone">) {
  const change = useChangeSeats(eventId);
  const remove = useDeleteSeats(eventId);
  const [isAsking, setAsking] = useState(false);
  const ids = seats.map((seat) => seat.id);
  const number = ids.length;
  const apply = (next: SeatChange) =>
    change.mutate({ ids, change: next }, { onError: (error) => toast.error(messageOf(error)) });
  const isBlocked = seats.every((seat) => seat.status === "blocked");
  const isTaken = seats.some((seat) => seat.status === "assigned" || seat.status === "held");
  const categories = [
    ...new Set([...looks.map((look) => look.name), "regular", "vip", "reserved"]),
  ].map((id) => ({ id, label: kindName(id) }));
  const category = seats.every((seat) => seat.category === seats[0]?.category)
    ? (seats[0]?.category ?? null)
    : null;
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-4">
      <ComboBox
        label={t`Category`}
        value={category}
        options={categories}
        onChange={(next) => {
          if (next && next !== category) apply({ category: next });
        }}
      />
      <Checkbox
        isSelected={seats.every((seat) => seat.accessible)}
        isIndeterminate={
          seats.some((seat) => seat.accessible) && !seats.every((seat) => seat.accessible)
        }
        onChange={(accessible) => apply({ accessible })}
      >{t`Accessible by wheelchair`}</Checkbox>
      <div className="flex flex-wrap gap-2">
        <Button
          isDisabled={isTaken}
          isPending={change.isPending}
          onPress={() => apply({ blocked: !isBlocked })}
        >
          {isBlocked ? t`Open for guests` : t`Block`}
        </Button>
        <Button
          tone="danger"
          isDisabled={isTaken}
          onPress={() => setAsking(true)}
        >{t`Delete`}</Button>
      </div>
      {isTaken && (
        <p className="text-xs text-quiet">{t`A taken seat can't be blocked or deleted. Free it first.`}</p>
      )}
      <Confirm
        title={plural(number, { one: "Delete # seat?", other: "Delete # seats?" })}
        action={t`Delete`}
        isDanger
        isOpen={isAsking}
        isPending={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(ids, {
            onSuccess: () => {
              setAsking(false);
              onDone();
            },
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`They disappear from the plan. You can draw new ones at any time.`}</p>
      </Confirm>
    </div>
  );
}
