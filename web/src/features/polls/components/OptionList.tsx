import type { CalendarDateTime } from "@internationalized/date";
import { plural, t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { Button, IconButton, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { nextDay, nextWeek } from "../model";

export interface Draft {
  starts: (CalendarDateTime | null)[];
  /** How long each lasts, in hours; "0" without an end. */
  hours: string;
}

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** How many more there can be. */
  most: number;
}

/** Dates that guests are asked about: typed one by one, or added at the same time on other days. */
export function OptionList({ draft, onChange, most }: Props) {
  const { starts, hours } = draft;
  const last = starts.findLast((one) => one !== null) ?? null;
  const put = (next: Draft["starts"]) => onChange({ ...draft, starts: next });
  const isFull = starts.length >= most;
  const add = (one: CalendarDateTime | null) => put([...starts, one]);
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-3">
        {starts.map((start, index) => (
          <li key={index} className="flex items-end gap-2">
            <DateTime
              label={t`Date ${index + 1}`}
              value={start}
              onChange={(next) => put(starts.map((one, place) => (place === index ? next : one)))}
              className="min-w-0 flex-1"
            />
            <IconButton
              label={t`Remove date ${index + 1}`}
              icon={<Trash2 size={16} />}
              isDisabled={starts.length === 1}
              onPress={() => put(starts.filter((_, place) => place !== index))}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Plus size={16} />} isDisabled={isFull} onPress={() => add(last)}>
          {t`Another date`}
        </Button>
        {last && (
          <>
            <Button isDisabled={isFull} onPress={() => add(nextDay(last))}>
              {t`Same time, next day`}
            </Button>
            <Button isDisabled={isFull} onPress={() => add(nextWeek(last))}>
              {t`Same time, next week`}
            </Button>
          </>
        )}
      </div>
      <Select
        label={t`How long`}
        value={hours}
        onChange={(next) => onChange({ ...draft, hours: next })}
        options={[
          { id: "0", label: t`Without an end` },
          ...["1", "2", "3", "4", "5", "6", "8", "10", "12"].map((id) => ({
            id,
            label: plural(Number(id), { one: "# hour", other: "# hours" }),
          })),
        ]}
      />
    </div>
  );
}
