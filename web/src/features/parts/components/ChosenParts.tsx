import { t } from "@lingui/core/macro";
import type { EventPart } from "@/api";
import { Checkbox } from "@/ui";

/** Which parts of the event a party is invited to; at least one. */
export function ChosenParts({
  parts,
  value,
  onChange,
}: {
  parts: EventPart[];
  value: string[];
  onChange: (ids: string[]) => void;
}) {
  return (
    <div role="group" aria-label={t`Invited to`} className="flex flex-col gap-2">
      <p className="text-sm font-medium">{t`Invited to`}</p>
      {parts.map((part) => (
        <Checkbox
          key={part.id}
          isSelected={value.includes(part.id)}
          isDisabled={value.length === 1 && value[0] === part.id}
          onChange={(isChosen) =>
            onChange(
              parts
                .map((one) => one.id)
                .filter((id) => (id === part.id ? isChosen : value.includes(id))),
            )
          }
        >
          <span dir="auto">{part.title}</span>
        </Checkbox>
      ))}
    </div>
  );
}
