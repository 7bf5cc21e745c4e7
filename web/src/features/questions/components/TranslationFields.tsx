import { t } from "@lingui/core/macro";
import { Field } from "@/ui";
import type { Texts } from "../form";

/** The question's texts in one other language. What is left empty is shown as it was written. */
export function TranslationFields({
  language,
  texts,
  label,
  help,
  options,
  errorAt,
  onChange,
}: {
  language: string;
  texts: Texts;
  /** The texts to translate. */
  label: string;
  help: string;
  options: string[];
  errorAt: (field: string) => string | undefined;
  onChange: (texts: Texts) => void;
}) {
  return (
    <details className="rounded-control border border-line px-4 py-3">
      <summary className="cursor-pointer text-sm font-medium">{language}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <Field
          label={t`Question`}
          value={texts.label}
          placeholder={label}
          error={errorAt("label")}
          onChange={(next) => onChange({ ...texts, label: next })}
        />
        {help && (
          <Field
            label={t`Help text`}
            value={texts.help}
            placeholder={help}
            error={errorAt("help")}
            onChange={(next) => onChange({ ...texts, help: next })}
          />
        )}
        {options.map((option) => (
          <Field
            key={option}
            label={option}
            value={texts.options[option] ?? ""}
            error={errorAt(`options.${option}`)}
            onChange={(next) =>
              onChange({ ...texts, options: { ...texts.options, [option]: next } })
            }
          />
        ))}
      </div>
    </details>
  );
}
