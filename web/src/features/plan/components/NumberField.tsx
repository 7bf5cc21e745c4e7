import { useState } from "react";
import { Field } from "@/ui";

interface Props {
  label: string;
  value: number | null;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  hint?: string;
  isDisabled?: boolean;
}

/** A number field that commits on Enter or blur. */
export function NumberField({
  label,
  value,
  onChange,
  min = -1_000_000,
  max = 1_000_000,
  hint,
  isDisabled = false,
}: Props) {
  const shown = value === null ? "" : String(Math.round(value * 100) / 100);
  const [text, setText] = useState<string | null>(null);
  const commit = () => {
    if (text === null) return;
    const number = Number(text.replace(",", "."));
    if (text.trim() !== "" && Number.isFinite(number))
      onChange(Math.min(max, Math.max(min, number)));
    setText(null);
  };
  return (
    <Field
      label={label}
      value={text ?? shown}
      onChange={setText}
      onBlur={commit}
      inputMode="decimal"
      dir="ltr"
      hint={hint}
      isDisabled={isDisabled}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          commit();
        }
        if (event.key === "Escape") setText(null);
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          event.preventDefault();
          onChange(
            Math.min(
              max,
              Math.max(
                min,
                (value ?? 0) + (event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 10 : 1),
              ),
            ),
          );
          setText(null);
        }
      }}
    />
  );
}
