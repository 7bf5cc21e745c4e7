import { t } from "@lingui/core/macro";
import type { Question } from "@/api";

export const kinds: Question["kind"][] = [
  "text",
  "long_text",
  "choice",
  "choices",
  "meal",
  "number",
  "date",
  "agree",
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
  }
}

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
