import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { Check } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { isLocale } from "@/lib/i18n";
import { Spinner } from "@/ui";
import { errorStyle, hintStyle } from "@/ui/FieldNotes";
import { MOST, nameOf } from "../model";
import { useInterests } from "../queries";

interface ChipsProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** The ids of the chosen ones. */
  value: string[];
  onChange: (ids: string[]) => void;
  isDisabled?: boolean;
}

/** Interests to choose from, each a chip that is on or off. */
export function InterestChips({ label, hint, error, value, onChange, isDisabled }: ChipsProps) {
  const interests = useInterests().data;
  if (!interests) return <Spinner />;
  const locale = isLocale(i18n.locale) ? i18n.locale : "en";
  const named = interests.map((one) => ({ id: one.id, name: nameOf(one, locale) }));
  named.sort((one, other) => one.name.localeCompare(other.name, locale));
  const isFull = value.length >= MOST;
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-medium">{label}</span>
      <ToggleButtonGroup
        aria-label={label}
        selectionMode="multiple"
        selectedKeys={value}
        isDisabled={isDisabled}
        onSelectionChange={(keys) => onChange([...keys].map(String))}
        className="flex flex-wrap gap-2"
      >
        {named.map(({ id, name }) => (
          <ToggleButton
            key={id}
            id={id}
            isDisabled={isDisabled || (isFull && !value.includes(id))}
            className="inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-xs font-medium text-text transition hover:border-line-strong max-sm:h-9 data-disabled:cursor-not-allowed data-disabled:opacity-50 data-selected:border-transparent data-selected:bg-accent-soft data-selected:text-accent-text"
          >
            {value.includes(id) && <Check aria-hidden size={14} className="shrink-0" />}
            <bdi>{name}</bdi>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {hint && <p className={hintStyle}>{hint}</p>}
      {isFull && <p className={hintStyle}>{t`That's the most that can be chosen.`}</p>}
      {error && (
        <p role="alert" className={errorStyle}>
          {error}
        </p>
      )}
    </div>
  );
}
