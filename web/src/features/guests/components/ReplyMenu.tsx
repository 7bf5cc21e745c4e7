import { t } from "@lingui/core/macro";
import { messageOf, type Attendee } from "@/api";
import { RowMenu, toast } from "@/ui";
import { answerLabel } from "../model";
import { useAnswerFor } from "../queries";
import { AnswerChip } from "./AnswerChip";

/** A guest's reply in the list; it is changed where it stands. */
export function ReplyMenu({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const answer = useAnswerFor(eventId);
  const { name, status, version } = guest;
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <RowMenu
        label={t`Reply of ${name}`}
        buttonLabel={t`Reply of ${name}: ${answerLabel(status).word}. Change it`}
        isDisabled={answer.isPending}
        className="cursor-pointer rounded-full hover:ring-1 hover:ring-line-strong"
        actions={() =>
          (["going", "declined", "pending"] as const).map((id) => ({
            id,
            label: answerLabel(id).word,
            isDisabled: id === status,
            onAction: () =>
              answer.mutate(
                { id: guest.id, status: id, version },
                { onError: (error) => toast.error(messageOf(error)) },
              ),
          }))
        }
      >
        <AnswerChip status={status} />
      </RowMenu>
    </span>
  );
}
