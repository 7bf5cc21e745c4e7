import { t } from "@lingui/core/macro";
import { Check, Minus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { listState, messageOf, type DateAnswer, type DatePoll } from "@/api";
import { monthAndDay, timeOf } from "@/lib/dates";
import { Confirm, cx, IconButton, ListCard, toast } from "@/ui";
import { choiceLabel, optionLabel, type Choice } from "../model";
import { useAnswers, useRemoveAnswer } from "../queries";

const looks: Record<Choice, string> = {
  yes: "bg-positive-soft text-positive",
  if_need_be: "bg-warning-soft text-warning",
  no: "text-quiet",
};

function Cell({ choice, isBest }: { choice: Choice | undefined; isBest: boolean }) {
  const icon =
    choice === "yes" ? (
      <Check aria-hidden size={16} />
    ) : choice === "if_need_be" ? (
      <span aria-hidden>~</span>
    ) : choice === "no" ? (
      <X aria-hidden size={16} />
    ) : (
      <Minus aria-hidden size={16} className="opacity-40" />
    );
  return (
    <td className={cx("p-1 text-center", isBest && "bg-positive-soft/40")}>
      <span
        className={cx(
          "mx-auto grid size-9 place-items-center rounded-control",
          choice && looks[choice],
        )}
      >
        {icon}
        <span className="sr-only">{choiceLabel(choice)}</span>
      </span>
    </td>
  );
}

interface GridProps {
  poll: DatePoll;
  zone: string;
  canEdit: boolean;
}

/** Who can come when: people by dates. The names stay in sight while the dates scroll. */
export function AnswerGrid({ poll, zone, canEdit }: GridProps) {
  const answers = useAnswers(poll.event_id);
  const remove = useRemoveAnswer(poll.event_id);
  const [leaving, setLeaving] = useState<DateAnswer | null>(null);
  const rows = answers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ListCard
      title={t`Answers`}
      list={listState(answers)}
      count={rows.length}
      empty={
        <p className="px-5 py-4 text-sm text-quiet">{t`Nobody has answered yet. Share the link, and answers appear here at once.`}</p>
      }
    >
      <div
        className="overflow-x-auto"
        role="region"
        aria-label={t`Answers`}
        // a wide table is scrolled by keyboard too
        tabIndex={0}
      >
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line align-bottom">
              <th scope="col" className="sticky start-0 z-10 bg-surface px-4 py-2 text-start">
                {t`Name`}
              </th>
              {poll.options.map((option) => {
                const { month, day } = monthAndDay(option.starts_at, zone);
                return (
                  <th key={option.id} scope="col" className="min-w-14 px-1 py-2 font-normal">
                    <span className="sr-only">{optionLabel(option, zone)}</span>
                    <span aria-hidden className="flex flex-col items-center leading-tight">
                      <span className="text-xs text-quiet">{month}</span>
                      <span className="text-base font-medium">{day}</span>
                      <span className="text-xs text-quiet">{timeOf(option.starts_at, zone)}</span>
                    </span>
                  </th>
                );
              })}
              {canEdit && (
                <td>
                  <span className="sr-only">{t`Remove`}</span>
                </td>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                poll={poll}
                onRemove={canEdit ? () => setLeaving(row) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Confirm
        title={t`Remove this answer?`}
        action={t`Remove answer`}
        isOpen={leaving !== null}
        isPending={remove.isPending}
        onClose={() => setLeaving(null)}
        onConfirm={() =>
          leaving &&
          remove.mutate(leaving.id, {
            onSuccess: () => setLeaving(null),
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        {t`It no longer counts. Whoever gave it can answer again.`}
      </Confirm>
    </ListCard>
  );
}

interface RowProps {
  row: DateAnswer;
  poll: DatePoll;
  /** Without it nothing can be done about the answer. */
  onRemove: (() => void) | undefined;
}

function Row({ row, poll, onRemove }: RowProps) {
  const name = row.name;
  return (
    <tr className="border-b border-line last:border-0">
      <th
        scope="row"
        className="sticky start-0 z-10 max-w-36 truncate bg-surface px-4 py-1 text-start font-normal sm:max-w-64"
        title={row.email ?? row.name}
      >
        <bdi>{row.name}</bdi>
      </th>
      {poll.options.map((option) => (
        <Cell key={option.id} choice={row.choices[option.id]} isBest={option.is_best} />
      ))}
      {onRemove && (
        <td className="p-1 text-end">
          <IconButton
            label={t`Remove the answer of ${name}`}
            icon={<Trash2 size={16} />}
            onPress={onRemove}
          />
        </td>
      )}
    </tr>
  );
}
