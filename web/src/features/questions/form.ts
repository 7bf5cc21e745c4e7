import { z } from "zod";
import type { NewQuestion, Question } from "@/api";
import { conditionOf, hasOptions, kinds, limitNames, optionsFrom } from "./model";

/** A question being edited. New questions have no id yet. */
export type Draft = Partial<Question>;

/** A question's texts in another language, as they are typed. */
export interface Texts {
  label: string;
  help: string;
  /** By option, as the question has it. */
  options: Record<string, string>;
}

const noTexts: Texts = { label: "", help: "", options: {} };

const fields = z.object({
  scope: z.enum(["rsvp", "plus_one", "party", "request", "order"]),
  kind: z.enum(kinds),
  label: z.string().trim().min(1),
  help: z.string().trim(),
  options: z.string(),
  required: z.boolean(),
  for_caterer: z.boolean(),
  low: z.string().trim(),
  high: z.string().trim(),
  /** By option. */
  quotas: z.record(z.string(), z.string()),
  condition_on: z.string(),
  condition_answers: z.array(z.string()),
  translations: z.record(
    z.string(),
    z.object({ label: z.string(), help: z.string(), options: z.record(z.string(), z.string()) }),
  ),
});

export type Values = z.input<typeof fields>;

const isLimit = (kind: Question["kind"], text: string) =>
  text === "" || kind === "date" || Number.isFinite(Number(text));

/** What is typed, as the question that the server stores. */
export function questionFrom(values: Values): NewQuestion {
  const options = hasOptions(values.kind) ? optionsFrom(values.options) : [];
  const names = limitNames(values.kind);
  const limits = (
    [
      [names.low, values.low],
      [names.high, values.high],
    ] as const
  ).flatMap(([name, text]) =>
    name && text ? [[name, values.kind === "date" ? text : Number(text)] as const] : [],
  );
  return {
    scope: values.scope,
    kind: values.kind,
    label: values.label,
    help: values.help,
    options,
    required: values.required,
    for_caterer: values.for_caterer,
    limits: { ...Object.fromEntries(limits), ...quotasFrom(values.quotas, options) },
    condition: values.condition_on
      ? { question_id: values.condition_on, answers: values.condition_answers }
      : {},
    translations: Object.fromEntries(
      Object.entries(values.translations).flatMap(([locale, texts]) => {
        const kept = textsFrom(texts, options);
        return Object.keys(kept).length ? [[locale, kept] as const] : [];
      }),
    ),
  };
}

/** The quotas that were typed; those of options that are gone are left out. */
function quotasFrom(quotas: Record<string, string>, options: string[]) {
  const set = options.flatMap((option) => {
    const text = quotas[option]?.trim();
    return text ? [[option, Number(text)] as const] : [];
  });
  return set.length ? { quotas: Object.fromEntries(set) } : {};
}

/** The texts that were typed; those of options that are gone are left out. */
function textsFrom(texts: Texts, options: string[]) {
  const named = options.flatMap((option) => {
    const text = texts.options[option]?.trim();
    return text ? [[option, text] as const] : [];
  });
  return {
    ...(texts.label.trim() && { label: texts.label.trim() }),
    ...(texts.help.trim() && { help: texts.help.trim() }),
    ...(named.length > 0 && { options: Object.fromEntries(named) }),
  };
}

export const schema = fields
  .refine(({ kind, options }) => !hasOptions(kind) || optionsFrom(options).length >= 2, {
    path: ["options"],
  })
  .refine(({ kind, low }) => isLimit(kind, low), { path: ["low"] })
  .refine(({ kind, high }) => isLimit(kind, high), { path: ["high"] })
  .transform(questionFrom);

/** The question as its form shows it. */
export function valuesOf(draft: Draft, locales: readonly string[]): Values {
  const kind = draft.kind ?? "text";
  const names = limitNames(kind);
  const limit = (name: string | undefined) => {
    const value = name ? draft.limits?.[name] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const condition = conditionOf({ condition: draft.condition ?? {} });
  const stored = (draft.translations ?? {}) as Record<string, Partial<Texts> | undefined>;
  return {
    scope: draft.scope ?? "rsvp",
    kind,
    label: draft.label ?? "",
    help: draft.help ?? "",
    options: (draft.options ?? []).join("\n"),
    required: draft.required ?? false,
    for_caterer: draft.for_caterer ?? false,
    low: limit(names.low),
    high: limit(names.high),
    quotas: Object.fromEntries(
      Object.entries((draft.limits?.quotas ?? {}) as Record<string, number>).map(
        ([option, most]) => [option, String(most)],
      ),
    ),
    condition_on: condition.on,
    condition_answers: condition.answers,
    translations: Object.fromEntries(
      locales.map((locale) => [locale, { ...noTexts, ...stored[locale] }]),
    ),
  };
}
