import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { Button, Field, IconButton } from "@/ui";
import { DateTime } from "@/ui/DateTime";

interface Bound<Value> {
  name: string;
  value: Value;
  onChange: (value: Value) => void;
  error: string | undefined;
}

interface Props {
  currency: string;
  count: number;
  /** The fields of the step at a place. */
  bind: (at: number) => {
    price: Bound<string>;
    until: Bound<CalendarDateTime | null>;
    first: Bound<string>;
  };
  onAdd: () => void;
  onRemove: (at: number) => void;
}

const MAX_STEPS = 10;

/** Earlier prices, such as for early birds: until a date, for the first so many, or whichever ends first. */
export function StepFields({ currency, count, bind, onAdd, onRemove }: Props) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-sm font-medium">{t`Earlier prices`}</legend>
      <p className="text-sm text-quiet">
        {t`Each applies until a date, for the first tickets, or until either ends. After that, the price above applies.`}
      </p>
      {Array.from({ length: count }, (_, at) => {
        const step = bind(at);
        return (
          <div key={at} className="grid gap-3 rounded-control bg-sunken p-3 sm:grid-cols-2">
            <Field label={t`Price (${currency})`} inputMode="decimal" {...step.price} />
            <Field
              label={t`For the first`}
              type="number"
              inputMode="numeric"
              min={1}
              max={1_000_000}
              {...step.first}
            />
            <DateTime label={t`Until`} {...step.until} />
            <div className="flex items-end justify-end">
              <IconButton
                label={t`Remove earlier price ${at + 1}`}
                icon={<Trash2 size={16} />}
                onPress={() => onRemove(at)}
              />
            </div>
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden size={14} />}
          isDisabled={count >= MAX_STEPS}
          onPress={onAdd}
        >{t`Add earlier price`}</Button>
      </div>
    </fieldset>
  );
}
