import { plural, t } from "@lingui/core/macro";
import { messageOf, type DateOption, type DatePoll } from "@/api";
import { Confirm, Notice, toast } from "@/ui";
import { optionLabel } from "../model";
import { useClosePoll } from "../queries";

interface Props {
  poll: DatePoll;
  option: DateOption;
  zone: string;
  onClose: () => void;
}

/** Makes a date the event's, after saying who is told of it. */
export function CloseDialog({ poll, option, zone, onClose }: Props) {
  const close = useClosePoll(poll.event_id);
  const { answer_count, told_count } = poll;
  const untold = answer_count - told_count;
  const confirm = () =>
    close.mutate(
      { option_id: option.id, version: poll.version },
      {
        onSuccess: () => {
          toast.show(t`The date is fixed`);
          onClose();
        },
      },
    );
  return (
    <Confirm
      isOpen
      title={t`Choose this date?`}
      action={t`Choose date`}
      isPending={close.isPending}
      onClose={onClose}
      onConfirm={confirm}
    >
      <div className="stack">
        {close.error && <Notice tone="danger">{messageOf(close.error)}</Notice>}
        <p className="font-medium">{optionLabel(option, zone)}</p>
        <p>
          {plural(told_count, {
            0: "Nobody is told: nobody who answered left an address.",
            one: "# who answered is told, with a calendar file.",
            other: "# who answered are told, with a calendar file.",
          })}{" "}
          {untold > 0 &&
            told_count > 0 &&
            plural(untold, {
              one: "# left no address.",
              other: "# left no address.",
            })}
        </p>
        <p className="text-quiet">{t`Answers to the poll aren't replies: once the event is published, invitations still ask who comes.`}</p>
      </div>
    </Confirm>
  );
}
