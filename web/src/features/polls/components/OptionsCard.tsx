import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { messageOf, type DateOption, type DatePoll } from "@/api";
import { Button, Card, Dialog, toast } from "@/ui";
import { fewestOptions, mostOptions } from "../model";
import { useRemoveOption } from "../queries";
import { CloseDialog } from "./CloseDialog";
import { OptionRow } from "./OptionRow";
import { PollMaker } from "./PollMaker";

interface Props {
  poll: DatePoll;
  zone: string;
  canEdit: boolean;
}

/** The dates with their counts: one is chosen, others added or removed. */
export function OptionsCard({ poll, zone, canEdit }: Props) {
  const remove = useRemoveOption(poll.event_id);
  const [chosen, setChosen] = useState<DateOption | null>(null);
  const [isAdding, setAdding] = useState(false);
  const isOpen = poll.status === "open";
  const { options } = poll;
  const fail = (error: Error) => void toast.error(messageOf(error));
  return (
    <Card
      flush
      title={t`Dates`}
      actions={
        canEdit &&
        isOpen &&
        options.length < mostOptions && (
          <Button icon={<Plus size={16} />} onPress={() => setAdding(true)}>{t`Add dates`}</Button>
        )
      }
    >
      <ol className="mt-2 divide-y divide-line">
        {options.map((option) => (
          <OptionRow
            key={option.id}
            option={option}
            zone={zone}
            answers={poll.answer_count}
            onChoose={canEdit && poll.status !== "closed" ? () => setChosen(option) : undefined}
            onRemove={
              canEdit && isOpen && options.length > fewestOptions
                ? () => remove.mutate(option.id, { onError: fail })
                : undefined
            }
          />
        ))}
      </ol>
      {chosen && (
        <CloseDialog poll={poll} option={chosen} zone={zone} onClose={() => setChosen(null)} />
      )}
      {isAdding && (
        <Dialog isOpen title={t`Add dates`} onClose={() => setAdding(false)}>
          <p className="mb-4 text-sm text-quiet">{t`Whoever has answered is asked about these only.`}</p>
          <PollMaker
            eventId={poll.event_id}
            zone={zone}
            known={options.length}
            onDone={() => setAdding(false)}
          />
        </Dialog>
      )}
    </Card>
  );
}
