import { useState } from "react";
import { Field } from "@/ui";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  maxLength?: number;
  placeholder?: string;
  className?: string;
}

/** A text field that commits on Enter or blur, so that labels aren't rebuilt on every keystroke. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  maxLength = 60,
  placeholder,
  className,
}: Props) {
  const [text, setText] = useState<string | null>(null);
  const commit = () => {
    if (text !== null && text.trim() !== value) onChange(text.trim());
    setText(null);
  };
  return (
    <Field
      label={label}
      value={text ?? value}
      onChange={setText}
      onBlur={commit}
      hint={hint}
      maxLength={maxLength}
      {...(placeholder ? { placeholder } : {})}
      {...(className ? { className } : {})}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          commit();
        }
        if (event.key === "Escape") setText(null);
      }}
    />
  );
}
