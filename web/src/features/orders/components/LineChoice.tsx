import type { Order, OrderLine, TicketType } from "@/api";
import { amount } from "@/lib/money";
import { Checkbox } from "@/ui";
import { typeName } from "./LinesCard";

interface Props {
  label: string;
  order: Order;
  lines: OrderLine[];
  types: TicketType[];
  /** What a line is worth here, in minor units. */
  worth: (line: OrderLine) => number;
  chosen: string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
}

/** Tickets of an order to choose from. */
export function LineChoice({ label, order, lines, types, worth, chosen, onChange, error }: Props) {
  return (
    <fieldset className="flex flex-col gap-2" {...(error ? { "data-invalid": true } : {})}>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {lines.map((line) => (
        <Checkbox
          key={line.id}
          isSelected={chosen.includes(line.id)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, line.id] : chosen.filter((id) => id !== line.id))
          }
        >
          <bdi>{typeName(line, types)}</bdi>
          {line.name && (
            <>
              {" · "}
              <bdi>{line.name}</bdi>
            </>
          )}
          {" · "}
          <span data-figures>{amount(worth(line), order.currency)}</span>
        </Checkbox>
      ))}
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
