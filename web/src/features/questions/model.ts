import { t } from "@lingui/core/macro";
import type { Question } from "@/api";

export const kinds: Question["kind"][] = ["text", "choice", "choices", "number", "date", "agree"];

export function kindWord(kind: Question["kind"]): string {
  switch (kind) {
    case "text":
      return t`Free words`;
    case "choice":
      return t`One of several`;
    case "choices":
      return t`Any of several`;
    case "number":
      return t`A number`;
    case "date":
      return t`A date`;
    case "agree":
      return t`A tick to agree`;
  }
}

export function hasOptions(kind: Question["kind"]): boolean {
  return kind === "choice" || kind === "choices";
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
