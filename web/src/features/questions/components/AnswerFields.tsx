import type { Answers, Question } from "@/api";
import { Checkbox, Field, Select } from "@/ui";
import { shownQuestions } from "../model";
import { FileAnswer } from "./FileAnswer";

interface Props {
  questions: Question[];
  answers: Answers;
  onChange: (answers: Answers) => void;
  /** For whom files can be attached. */
  attendeeId?: string | undefined;
}

const textOf = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const listOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** The event's questions with one guest's answers; those whose condition isn't met aren't asked. */
export function AnswerFields({ questions, answers, onChange, attendeeId }: Props) {
  const set = (id: string, value: unknown) => onChange({ ...answers, [id]: value });
  return shownQuestions(questions, answers).map((question) => {
    const value = answers[question.id];
    const label = question.required ? `${question.label} *` : question.label;
    const hint = question.help ? <bdi>{question.help}</bdi> : undefined;
    switch (question.kind) {
      case "choice":
      case "meal":
        return (
          <Select
            key={question.id}
            label={label}
            isWritten
            {...(hint && { hint })}
            value={textOf(value) || null}
            options={question.options.map((option) => ({ id: option, label: option }))}
            onChange={(next) => set(question.id, next)}
          />
        );
      case "choices":
        return (
          <fieldset key={question.id} className="flex flex-col gap-2">
            <legend className="text-sm font-medium">
              <bdi>{label}</bdi>
            </legend>
            {hint && <p className="text-xs text-quiet">{hint}</p>}
            {question.options.map((option) => {
              const chosen = listOf(value);
              return (
                <Checkbox
                  key={option}
                  isSelected={chosen.includes(option)}
                  onChange={(on) =>
                    set(
                      question.id,
                      on ? [...chosen, option] : chosen.filter((one) => one !== option),
                    )
                  }
                >
                  <bdi>{option}</bdi>
                </Checkbox>
              );
            })}
          </fieldset>
        );
      case "agree":
        return (
          <div key={question.id} className="flex flex-col gap-1">
            <Checkbox isSelected={value === true} onChange={(on) => set(question.id, on)}>
              <bdi>{label}</bdi>
            </Checkbox>
            {hint && <p className="text-xs text-quiet">{hint}</p>}
          </div>
        );
      case "file":
        return (
          <FileAnswer
            key={question.id}
            label={label}
            hint={hint}
            value={textOf(value)}
            attendeeId={attendeeId ?? null}
            onChange={(id) => set(question.id, id)}
          />
        );
      case "number":
        return (
          <Field
            key={question.id}
            label={label}
            isWritten
            {...(hint && { hint })}
            type="number"
            value={textOf(value)}
            onChange={(text) => set(question.id, text === "" ? null : Number(text))}
          />
        );
      default:
        return (
          <Field
            key={question.id}
            label={label}
            isWritten
            {...(hint && { hint })}
            multiline={question.kind === "long_text"}
            type={question.kind === "date" ? "date" : "text"}
            value={textOf(value)}
            onChange={(text) => set(question.id, text)}
          />
        );
    }
  });
}
