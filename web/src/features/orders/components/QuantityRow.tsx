import { t } from "@lingui/core/macro";
import { Minus, Plus } from "lucide-react";
import { Button, Group, Input, Label, NumberField } from "react-aria-components";
import type { TicketType } from "@/api";
import { Field } from "@/ui";

interface Props {
  type: TicketType;
  currency: string;
  /** What one costs now, in words. */
  price: string;
  value: number;
  onChange: (value: number) => void;
  /** What the buyer pays for each, where they choose. */
  paid: {
    name: string;
    value: string;
    onChange: (text: string) => void;
    error: string | undefined;
  };
}

const step =
  "grid size-9 shrink-0 cursor-pointer place-items-center text-quiet hover:text-text data-disabled:opacity-40";

/** How many of a type, with buttons that are large enough for a finger. */
export function QuantityRow({ type, currency, price, value, onChange, paid }: Props) {
  const left = type.quota === null ? null : Math.max(0, type.quota - type.sold - type.held);
  const isSold = type.sale_state === "on_sale";
  return (
    <li className="flex flex-col gap-3 px-5 py-3 text-sm">
      <NumberField
        value={value}
        onChange={(next) => onChange(Number.isNaN(next) ? 0 : next)}
        minValue={0}
        maxValue={Math.min(type.max_per_order, left ?? type.max_per_order)}
        isDisabled={!isSold}
        className="flex items-center justify-between gap-4"
      >
        <Label className="flex min-w-0 flex-col">
          <bdi className="font-medium break-words">{type.name}</bdi>
          <span data-figures className="text-quiet">
            {price}
            {left !== null && <> · {t`${left} left`}</>}
          </span>
        </Label>
        {isSold ? (
          <Group className="flex shrink-0 items-center rounded-control border border-line-strong bg-surface">
            <Button slot="decrement" className={step}>
              <Minus aria-hidden size={16} />
            </Button>
            <Input data-figures className="w-10 bg-transparent text-center" />
            <Button slot="increment" className={step}>
              <Plus aria-hidden size={16} />
            </Button>
          </Group>
        ) : (
          <span className="text-quiet">{t`Not on sale`}</span>
        )}
      </NumberField>
      {type.is_free_price && value > 0 && (
        <Field label={t`Price for each (${currency})`} inputMode="decimal" {...paid} />
      )}
    </li>
  );
}
