import { t } from "@lingui/core/macro";
import { messageOf, type Attendee } from "@/api";
import { Segments, toast } from "@/ui";
import { answerOf } from "../model";
import { useAnswerFor } from "../queries";
import { AnswerChip } from "./AnswerChip";

/** A guest's replies for the parts of the event, and changes of them in their name. */
export function PartAnswers({
  eventId,
  guest,
  canEdit,
}: {
  eventId: string;
  guest: Attendee;
  canEdit: boolean;
}) {
  const answer = useAnswerFor(eventId);
  if (guest.parts.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Program`}</h3>
      <ul className="flex flex-col gap-3">
        {guest.parts.map((part) => (
          <li key={part.part_id} className="flex flex-col items-start gap-1.5 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              <span dir="auto">{part.title}</span>
              {(!canEdit || part.status === "waitlisted") && <AnswerChip status={part.status} />}
            </span>
            {canEdit && (
              <Segments
                label={t`Reply for ${part.title}`}
                value={answerOf(part.status)}
                options={[
                  { id: "going", label: t`Coming` },
                  { id: "pending", label: t`No reply yet` },
                  { id: "declined", label: t`Not coming` },
                ]}
                onChange={(status) =>
                  answer.mutate(
                    {
                      id: guest.id,
                      version: guest.version,
                      parts: [{ part_id: part.part_id, status: status as "going" }],
                    },
                    {
                      onSuccess: () =>
                        toast.show(t`Reply saved. The activity log shows that you entered it.`),
                      onError: (error) => toast.error(messageOf(error)),
                    },
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
