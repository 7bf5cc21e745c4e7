import { t } from "@lingui/core/macro";
import type { Question } from "@/api";

/** What somebody answered, in the questions' order; nothing if they didn't. */
export function AnswerList({
  answers,
  questions,
}: {
  answers: Record<string, unknown>;
  questions: Question[];
}) {
  const given = questions.flatMap((question) => {
    const text = textOf(answers[question.id]);
    return text ? [{ id: question.id, label: question.label, text }] : [];
  });
  if (!given.length) return null;
  return (
    <dl className="grid gap-2 text-sm">
      {given.map(({ id, label, text }) => (
        <div key={id}>
          <dt className="text-quiet">
            <bdi>{label}</bdi>
          </dt>
          <dd dir="auto" className="break-words">
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** An answer as text; empty if there is none. */
function textOf(answer: unknown): string {
  if (answer === undefined || answer === null) return "";
  if (typeof answer === "boolean") return answer ? t`Yes` : t`No`;
  if (Array.isArray(answer)) return answer.map(String).join(", ");
  if (typeof answer === "number" || typeof answer === "string") return String(answer);
  return JSON.stringify(answer);
}
