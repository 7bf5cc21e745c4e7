import { t } from "@lingui/core/macro";
import type { WebhookFact } from "@/api";
import { Checkbox } from "@/ui";
import { factGroups, factsOf } from "../model";

/** What a webhook is told, chosen one by one or by group. */
export function FactChoice({
  value,
  error,
  onChange,
}: {
  value: WebhookFact[];
  error?: string | undefined;
  onChange: (facts: WebhookFact[]) => void;
}) {
  const chosen = new Set(value);
  const set = (facts: WebhookFact[], isOn: boolean) => {
    const next = new Set(chosen);
    facts.forEach((fact) => (isOn ? next.add(fact) : next.delete(fact)));
    onChange([...next]);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t`What to send`}</legend>
      {factGroups().map((group) => {
        const facts = factsOf(group);
        const on = facts.filter((fact) => chosen.has(fact)).length;
        const total = facts.length;
        const label = group.label;
        return (
          <details key={group.id} className="rounded-control border border-line px-3 py-2">
            <summary className="cursor-pointer text-sm">
              <span className="ms-1 font-medium">{label}</span>{" "}
              <span className="text-quiet">{t`${on} of ${total}`}</span>
            </summary>
            <div className="mt-2 flex flex-col gap-2 ps-1">
              <Checkbox
                isSelected={on === total}
                isIndeterminate={on > 0 && on < total}
                onChange={(isOn) => set(facts, isOn)}
              >{t`All of ${label}`}</Checkbox>
              {facts.map((fact) => (
                <Checkbox
                  key={fact}
                  className="ms-6"
                  isSelected={chosen.has(fact)}
                  onChange={(isOn) => set([fact], isOn)}
                >
                  {group.facts[fact]}
                </Checkbox>
              ))}
            </div>
          </details>
        );
      })}
      {(error ?? value.length === 0) && (
        <p className="text-sm text-danger">{error ?? t`Choose at least one.`}</p>
      )}
    </fieldset>
  );
}
