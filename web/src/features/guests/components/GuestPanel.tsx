import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee } from "@/api";
import { useEvent } from "@/features/events";
import { PartyMessages } from "@/features/inbox";
import { timeOf } from "@/lib/dates";
import { seatName } from "@/lib/seatLabels";
import { Button, Confirm, LoadError, Panel, Segments, Skeleton, TextLink, toast } from "@/ui";
import { answerOf, attendanceLabel, nameOrDash } from "../model";
import { useAnswerFor, useChangeGuests, useGuest, useRestoreGuest } from "../queries";
import { useUndo } from "../undo";
import { AnswerChip } from "./AnswerChip";
import { AttendeeEmailFault } from "./EmailFault";
import { FurtherContacts } from "./FurtherContacts";
import { GuestAnswers } from "./GuestAnswers";
import { GuestForm } from "./GuestForm";
import { GuestHistory } from "./GuestHistory";
import { MoveToParty } from "./MoveToParty";
import { PartAnswers } from "./PartAnswers";
import { TicketCard } from "./TicketCard";

interface Props {
  eventId: string;
  id: string | null;
  canEdit: boolean;
  onClose: () => void;
}

export function GuestPanel({ eventId, id, canEdit, onClose }: Props) {
  const guest = useGuest(eventId, id);
  return (
    <Panel
      title={guest.data ? nameOrDash(guest.data) : t`Guest`}
      subtitle={guest.data?.party && <bdi>{guest.data.party}</bdi>}
      isOpen={id !== null}
      onClose={onClose}
    >
      {guest.isPending && <Skeleton />}
      {guest.isError && (
        <LoadError message={messageOf(guest.error)} onRetry={() => void guest.refetch()} />
      )}
      {guest.data && (
        <GuestDetails
          key={guest.data.id}
          eventId={eventId}
          guest={guest.data}
          canEdit={canEdit}
          onClose={onClose}
        />
      )}
    </Panel>
  );
}

function GuestDetails({
  eventId,
  guest,
  canEdit,
  onClose,
}: {
  eventId: string;
  guest: Attendee;
  canEdit: boolean;
  onClose: () => void;
}) {
  const zone = useEvent(eventId).data?.timezone;
  const answer = useAnswerFor(eventId);
  const change = useChangeGuests(eventId);
  const undo = useUndo(eventId);
  const isRemoved = guest.status === "canceled";
  const [isAsking, setAsking] = useState(false);
  const name = guest.name;
  return (
    <div className="flex flex-col gap-7">
      {canEdit && <AttendeeEmailFault eventId={eventId} guest={guest} />}
      <dl className="grid grid-cols-2 gap-4 text-sm">
        <div>
          <dt className="text-quiet">{t`Reply`}</dt>
          <dd className="mt-1">
            <AnswerChip status={guest.status} />
          </dd>
        </div>
        <div>
          <dt className="text-quiet">{t`Check-in`}</dt>
          <dd className="mt-1">
            {attendanceLabel(guest.attendance)}
            {guest.checked_in_at && <> · {timeOf(guest.checked_in_at, zone)}</>}
          </dd>
        </div>
        <div>
          <dt className="text-quiet">{t`Seat`}</dt>
          <dd className="mt-1">
            {guest.seat_number ? (
              <bdi>{seatName(guest.seat_number)}</bdi>
            ) : (
              <TextLink href={`/events/${eventId}/seating`}>{t`Choose one`}</TextLink>
            )}
          </dd>
        </div>
        {guest.invitation_id && (
          <div>
            <dt className="text-quiet">{t`Invitation`}</dt>
            <dd className="mt-1">
              <TextLink
                href={`/events/${eventId}/invitations?invitation=${guest.invitation_id}`}
              >{t`Link, QR and party`}</TextLink>
            </dd>
          </div>
        )}
      </dl>
      {guest.invitation_id && (
        <PartyMessages eventId={eventId} invitationId={guest.invitation_id} />
      )}
      {canEdit && isRemoved && <Restore eventId={eventId} guest={guest} />}
      {canEdit && !isRemoved && (
        <section className="flex flex-col items-start gap-2">
          <h3 className="text-sm font-medium">{t`Reply for ${name}`}</h3>
          <Segments
            label={t`Reply`}
            value={answerOf(guest.status)}
            options={[
              { id: "going", label: t`Coming` },
              { id: "pending", label: t`No reply yet` },
              { id: "declined", label: t`Not coming` },
            ]}
            onChange={(status) =>
              answer.mutate(
                {
                  id: guest.id,
                  status: status as "going",
                  ...(guest.version === undefined ? {} : { version: guest.version }),
                },
                {
                  onSuccess: () =>
                    toast.show(t`Reply saved. The activity log shows that you entered it.`),
                  onError: (error) => toast.error(messageOf(error)),
                },
              )
            }
          />
        </section>
      )}
      <PartAnswers eventId={eventId} guest={guest} canEdit={canEdit && !isRemoved} />
      {canEdit && !isRemoved && <GuestAnswers eventId={eventId} guest={guest} />}
      {canEdit && guest.status === "waitlisted" && <Waitlisted eventId={eventId} guest={guest} />}
      {guest.status === "going" && (
        <TicketCard attendeeId={guest.id} name={name} canEdit={canEdit} />
      )}
      {canEdit && <FurtherContacts eventId={eventId} guest={guest} />}
      {canEdit && !isRemoved && <MoveToParty eventId={eventId} guest={guest} />}
      <GuestForm eventId={eventId} guest={guest} canEdit={canEdit && !isRemoved} />
      {canEdit && <GuestHistory eventId={eventId} guest={guest} />}
      {canEdit && !isRemoved && (
        <div className="border-t border-line pt-4">
          <Button tone="danger" onPress={() => setAsking(true)}>{t`Remove from event`}</Button>
        </div>
      )}
      <Confirm
        title={t`Remove ${name} from the event?`}
        action={t`Remove from event`}
        isDanger
        isOpen={isAsking}
        isPending={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          change.mutate(
            { ids: [guest.id], set: { status: "canceled" } },
            {
              onSuccess: (batches) => {
                toast.show(t`${name} was removed`, undo(batches));
                setAsking(false);
                onClose();
              },
              onError: (error) => toast.error(messageOf(error)),
            },
          )
        }
      >
        <p>{t`The seat is freed. You can undo this, or restore ${name} later from the list of removed guests.`}</p>
      </Confirm>
    </div>
  );
}

/** Says why a guest who said yes has no place, and gives them one if there is any now. */
function Waitlisted({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const answer = useAnswerFor(eventId);
  const { name } = guest;
  return (
    <section className="flex flex-col items-start gap-2">
      <p className="text-sm text-quiet">{t`${name} said yes when all places were taken. As soon as there is a place, you can confirm it here.`}</p>
      <Button
        isPending={answer.isPending}
        onPress={() =>
          answer.mutate(
            { id: guest.id, status: "going" },
            {
              onSuccess: (row) =>
                row.status === "going"
                  ? toast.show(t`${name} has a place now`)
                  : toast.error(t`All places are still taken. Raise the capacity in the settings.`),
              onError: (error) => toast.error(messageOf(error)),
            },
          )
        }
      >{t`Confirm place`}</Button>
    </section>
  );
}

/** Puts a removed guest back on the list. */
function Restore({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const restore = useRestoreGuest(eventId);
  const { name } = guest;
  return (
    <section className="flex flex-col items-start gap-2">
      <p className="text-sm text-quiet">{t`${name} was removed from this event.`}</p>
      <Button
        tone="filled"
        isPending={restore.isPending}
        onPress={() =>
          restore.mutate(guest.id, {
            onSuccess: () => toast.show(t`${name} is back on the list`),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >{t`Restore guest`}</Button>
    </section>
  );
}
