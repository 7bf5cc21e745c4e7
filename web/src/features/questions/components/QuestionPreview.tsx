import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Answers, Question } from "@/api";
import { AnswerFields } from "./AnswerFields";

/** The question as guests see it; it can be tried out, and nothing is sent. */
export function QuestionPreview({ question }: { question: Question }) {
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-4">
      <h3 className="text-xs font-medium text-quiet">{t`Preview`}</h3>
      <AnswerFields
        // what was tried may not fit another kind of answer
        key={question.kind}
        questions={[{ ...question, condition: {} }]}
        answers={answers}
        onChange={setAnswers}
      />
    </section>
  );
}
