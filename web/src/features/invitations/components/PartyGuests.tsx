import { t } from "@lingui/core/macro";
import { ChevronDown, UserPlus } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type Invitation, type InvitedGuest } from "@/api";
import { AnswerChip, useAnswerFor, useChangeGuests, useUndo } from "@/features/guests";
import { AnswersForm, questionsFor, useAnswersForm, useQuestions } from "@/features/questions";
import { seatName } from "@/lib/seatLabels";
import { Button, Chip, Field, Form, IconButton, Segments, SubmitButton, toast } from "@/ui";
import { hasAccepted } from "../model";
import { useAddToParty } from "../queries";
import { GuestParts } from "./GuestParts";
import { PartyAnswers } from "./PartyAnswers";

/** The guests of an invitation. The organizer can reply on their behalf. */
export function PartyGuests({
  eventId,
  invitation,
  canEdit,
}: {
  eventId: string;
  invitation: Invitation;
  canEdit: boolean;
}) {
  const answer = useChangeGuests(eventId);
  const undo = useUndo(eventId);
  const everyone = (status: "going" | "declined") =>
    answer.mutate(
      { ids: invitation.guests.map((guest) => guest.id), set: { status } },
      {
        onSuccess: (batches) =>
          toast.show(t`Reply saved. The activity log shows that you entered it.`, undo(batches)),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{t`Who is invited`}</h3>
        {canEdit && invitation.guests.length > 1 && (
          <div className="flex gap-2">
            <Button
              size="small"
              isDisabled={answer.isPending}
              onPress={() => everyone("going")}
            >{t`Mark all as coming`}</Button>
            <Button
              size="small"
              isDisabled={answer.isPending}
              onPress={() => everyone("declined")}
            >{t`Nobody is coming`}</Button>
          </div>
        )}
      </div>
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {invitation.guests.map((guest) => (
          <PartyGuest key={guest.id} eventId={eventId} guest={guest} canEdit={canEdit} />
        ))}
      </ul>
      <PartyAnswers eventId={eventId} invitation={invitation} canEdit={canEdit} />
      {canEdit && <AddPerson eventId={eventId} invitationId={invitation.id} />}
    </section>
  );
}

function PartyGuest({
  eventId,
  guest,
  canEdit,
}: {
  eventId: string;
  guest: InvitedGuest;
  canEdit: boolean;
}) {
  const answer = useAnswerFor(eventId);
  const questions = questionsFor(useQuestions(eventId).data ?? [], guest.is_plus_one);
  const [isOpen, setOpen] = useState(false);
  const form = useAnswersForm(guest.answers ?? {}, (answers) =>
    answer.mutateAsync({ id: guest.id, answers }),
  );
  const name = guest.name;
  const fail = (error: Error) => toast.error(messageOf(error));
  const status =
    hasAccepted(guest.status) || guest.is_waitlisted
      ? "going"
      : guest.status === "declined"
        ? "declined"
        : "pending";
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 flex-1 basis-32 text-sm">
          <span className="block font-medium" dir="auto">
            {name}
          </span>
          {guest.is_unnamed && <Chip>{t`No name yet`}</Chip>}
          {guest.is_waitlisted && <AnswerChip status="waitlisted" />}
          {guest.seat_number && (
            <span className="text-xs text-quiet">
              <bdi>{seatName(guest.seat_number)}</bdi>
            </span>
          )}
        </span>
        <Segments
          label={t`Reply from ${name}`}
          value={status}
          options={[
            { id: "going", label: t`Coming` },
            { id: "pending", label: t`No reply yet` },
            { id: "declined", label: t`Not coming` },
          ]}
          onChange={(next) => {
            if (canEdit)
              answer.mutate({ id: guest.id, status: next as "going" }, { onError: fail });
          }}
        />
        {questions.length > 0 && (
          <IconButton
            label={t`Answers from ${name}`}
            aria-expanded={isOpen}
            icon={<ChevronDown size={16} className={isOpen ? "rotate-180" : ""} />}
            onPress={() => setOpen(!isOpen)}
          />
        )}
      </div>
      <GuestParts guest={guest} />
      {isOpen && (
        <AnswersForm
          form={form}
          questions={questions}
          attendeeId={guest.id}
          canEdit={canEdit}
          className="mt-3 gap-4 border-t border-line pt-4"
        />
      )}
    </li>
  );
}

const person = z.object({ name: z.string().trim().min(1) });

function AddPerson({ eventId, invitationId }: { eventId: string; invitationId: string }) {
  const add = useAddToParty(eventId);
  const form = useForm({
    schema: person,
    values: { name: "" },
    save: ({ name }) => add.mutateAsync({ id: invitationId, name }),
    onSaved: () => {
      form.reset();
      form.focus("name");
    },
    names: { first_name: "name", last_name: "name" },
  });
  return (
    <Form form={form}>
      <div className="flex items-end gap-2">
        <Field label={t`Add person`} {...form.bind("name")} className="flex-1" />
        <SubmitButton form={form} isPlain isDisabled={!form.isReady} icon={<UserPlus size={16} />}>
          {t`Add`}
        </SubmitButton>
      </div>
    </Form>
  );
}
