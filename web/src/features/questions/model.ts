import { t } from "@lingui/core/macro";
import type { Answers, Question } from "@/api";
import { isolated } from "@/lib/bidi";

export const kinds: Question["kind"][] = [
  "text",
  "long_text",
  "choice",
  "choices",
  "meal",
  "number",
  "date",
  "agree",
  "file",
];

export function kindLabel(kind: Question["kind"]): string {
  switch (kind) {
    case "text":
      return t`Text`;
    case "long_text":
      return t`Long text`;
    case "meal":
      return t`Meal`;
    case "choice":
      return t`Single choice`;
    case "choices":
      return t`Multiple choice`;
    case "number":
      return t`Number`;
    case "date":
      return t`Date`;
    case "agree":
      return t`Checkbox`;
    case "file":
      return t`File (picture or PDF)`;
  }
}

/** What can be attached. */
export const fileTypes = ["image/png", "image/jpeg", "image/webp", "application/pdf"];

/** Where a file that a guest attached is downloaded. */
export const fileLink = (id: string) => `/api/attachments/${id}`;

export function hasOptions(kind: Question["kind"]): boolean {
  return kind === "choice" || kind === "choices" || kind === "meal";
}

export function optionsFrom(text: string): string[] {
  return [
    ...new Set(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}

/** The answer to another question that this one depends on. */
export function conditionOf(question: Pick<Question, "condition">): {
  on: string;
  answers: string[];
} {
  const { question_id: on, answers } = question.condition;
  return {
    on: typeof on === "string" ? on : "",
    answers: Array.isArray(answers) ? answers.map(String) : [],
  };
}

/** Whether an answer is one that a condition asks for; mirrors `is_met` on the server. */
function isMet(wanted: string[], other: Question, answer: unknown): boolean {
  if (other.kind === "agree")
    return (wanted.length ? wanted : ["yes"]).includes(answer === true ? "yes" : "no");
  const given = (Array.isArray(answer) ? answer : [answer]).filter(
    (one) => one !== null && one !== undefined && String(one).trim() !== "",
  );
  return given.length > 0 && (!wanted.length || given.some((one) => wanted.includes(String(one))));
}

/** The questions that are asked, given these answers: all whose conditions are met. */
export function shownQuestions(questions: Question[], answers: Answers): Question[] {
  const byId = new Map(questions.map((one) => [one.id, one]));
  const isShown = (question: Question, steps: number): boolean => {
    const { on, answers: wanted } = conditionOf(question);
    const other = byId.get(on);
    if (!other || steps > questions.length) return true;
    return isMet(wanted, other, answers[on]) && isShown(other, steps + 1);
  };
  return questions.filter((one) => isShown(one, 0));
}

/** What guests or plus-ones are asked: the same, unless plus-ones have questions of their own. */
export function questionsFor(questions: Question[], isPlusOne: boolean): Question[] {
  const own = questions.filter((one) => one.scope === "plus_one");
  return isPlusOne && own.length ? own : questions.filter((one) => one.scope === "rsvp");
}

/** What a party is asked once; everybody in it has the answer. */
export function questionsOnce(questions: Question[]): Question[] {
  return questions.filter((one) => one.scope === "party");
}

/** The names of the lowest and highest limit of a kind's answers. */
export function limitNames(kind: Question["kind"]): { low?: string; high?: string } {
  switch (kind) {
    case "text":
    case "long_text":
      return { low: "min_length", high: "max_length" };
    case "number":
      return { low: "min", high: "max" };
    case "date":
      return { low: "earliest", high: "latest" };
    case "choices":
      return { high: "max_choices" };
    default:
      return {};
  }
}

/** What a question depends on, in words. Empty if it is always asked. */
export function conditionWords(question: Question, questions: Question[]): string {
  const { on, answers } = conditionOf(question);
  const other = questions.find((one) => one.id === on);
  if (!other) return "";
  const asked = isolated(other.label);
  if (other.kind === "agree")
    return answers.length === 1 && answers[0] === "no"
      ? t`Only if “${asked}” isn't checked`
      : t`Only if “${asked}” is checked`;
  return answers.length
    ? t`Only if “${asked}” is: ${answers.map(isolated).join(", ")}`
    : t`Only if “${asked}” is answered`;
}
