import { t } from "@lingui/core/macro";
import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import {
  useForm as useHookForm,
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
} from "react-hook-form";
import type { z } from "zod";
import { markUnsaved } from "@/lib/unsaved";
import { messageOf, Problem } from "./problem";

/** Selects and radio groups pass any string to `onChange`. The schema checks that it is one of the options. */
type Accepted<Value> = Value extends string ? string : Value;
type FormSchema = z.ZodType<FieldValues, FieldValues>;

interface Options<Schema extends FormSchema, Saved> {
  schema: Schema;
  /** What is saved. When it changes, the fields that nobody has touched follow; what was typed stays. */
  values: z.input<Schema>;
  /** Submits the values. If it throws, the error is shown and the input is kept. */
  save: (values: z.output<Schema>) => Promise<Saved>;
  /** `way` names the submit button that was pressed, if the form has several. */
  onSaved?: (saved: Saved, values: z.output<Schema>, way: string | undefined) => void;
  /** False for forms whose input is no loss, such as a log-in: leaving them asks nothing. */
  isGuarded?: boolean;
  /** Maps the server's field names to this form's names where they differ. */
  names?: Readonly<Record<string, Path<z.input<Schema>>>>;
}

/** A rejection by the server. `rest` holds the errors that belong to no field of this form. */
interface Refusal {
  rest: string;
  message: string;
}

/** A form that validates against a schema, blocks double submits and shows the server's errors on their fields. */
export function useForm<Schema extends FormSchema, Saved>({
  schema,
  values,
  save,
  onSaved,
  isGuarded = true,
  names = {},
}: Options<Schema, Saved>) {
  type Values = z.input<Schema>;
  const form = useHookForm<Values, unknown, z.output<Schema>>({
    resolver: zodResolver(schema),
    defaultValues: values as DefaultValues<Values>,
    shouldFocusError: false,
  });
  const [element, attach] = useState<HTMLFormElement | null>(null);
  const isSending = useRef(false);
  const pressed = useRef<string | undefined>(undefined);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { dirtyFields, errors, isDirty, isSubmitting, isSubmitted, submitCount } = form.formState;
  const now = form.watch();
  const mark = useRef({});

  const known = JSON.stringify(values);
  const followed = useRef(known);
  const follow = useEffectEvent((before: Record<string, unknown>) => {
    const typed = Object.keys(dirtyFields).map((name) => {
      const path = name as Path<Values>;
      return [path, form.getValues(path)] as const;
    });
    form.reset(values, {
      keepErrors: true,
      keepIsSubmitted: true,
      keepSubmitCount: true,
    });
    for (const [path, value] of typed) {
      form.setValue(path, value, { shouldDirty: true });
      if (JSON.stringify(before[path]) !== JSON.stringify(values[path as keyof Values]))
        form.setError(path, {
          type: "server",
          message: t`Somebody else has just changed this. If you save, yours replaces it.`,
        });
    }
  });
  useEffect(() => {
    if (followed.current === known) return;
    const before = JSON.parse(followed.current) as Record<string, unknown>;
    followed.current = known;
    follow(before);
  }, [known]);

  useEffect(() => {
    const key = mark.current;
    markUnsaved(key, isGuarded && isDirty);
    return () => markUnsaved(key, false);
  }, [isGuarded, isDirty]);

  useEffect(() => {
    if (submitCount === 0 || isSubmitting) return;
    const isPlaced = focusFirst(element);
    // If the field isn't rendered at the moment, its error is shown above the form instead.
    setProblem(refusal && (refusal.rest || (isPlaced ? null : refusal.message)));
  }, [submitCount, isSubmitting, refusal, element]);

  const refuse = (error: unknown) => {
    const fields = error instanceof Problem ? Object.entries(error.fields) : [];
    const rest = fields.filter(([pointer, detail]) => {
      const [name = pointer, ...more] = pointer.split(".");
      const known = names[pointer] ?? names[name] ?? [name, ...more].join(".");
      const isOurs = (known.split(".")[0] ?? known) in values;
      if (isOurs) form.setError(known as Path<Values>, { type: "server", message: detail });
      return !isOurs;
    });
    const isAllOurs = fields.length > 0 && rest.length === 0;
    setRefusal({
      rest: rest.map(([, detail]) => detail).join(" ") || (isAllOurs ? "" : messageOf(error)),
      message: messageOf(error),
    });
  };
  const send = form.handleSubmit(async (checked) => {
    try {
      const saved = await save(checked);
      // Saved values no longer count as unsaved changes.
      form.reset(form.getValues());
      markUnsaved(mark.current, false);
      onSaved?.(saved, checked, pressed.current);
    } catch (error) {
      refuse(error);
    }
  });
  const submit = async (way?: string) => {
    if (isSending.current) return;
    isSending.current = true;
    pressed.current = way;
    setRefusal(null);
    setProblem(null);
    await send().finally(() => {
      isSending.current = false;
    });
  };
  const set = <Name extends Path<Values>>(name: Name, value: Accepted<PathValue<Values, Name>>) =>
    form.setValue(name, value as PathValue<Values, Name>, {
      shouldDirty: true,
      shouldValidate: isSubmitted,
    });
  const valueOf = <Name extends Path<Values>>(name: Name) => form.watch(name);
  return {
    attach,
    submit: (way?: string) => void submit(way),
    problem,
    isBusy: isSubmitting,
    isDirty,
    /** Whether the current values pass validation. */
    isReady: schema.safeParse(now).success,
    now,
    set,
    focus: (name: Path<Values>) => element?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus(),
    /** Resets the form to these values, or to the initial ones. */
    reset: (next: Values = values) => {
      markUnsaved(mark.current, false);
      form.reset(next);
    },
    /** Props for a field: its value, change handler and error. */
    bind: <Name extends Path<Values>>(name: Name) => ({
      name: name as string,
      value: valueOf(name),
      onChange: (value: Accepted<PathValue<Values, Name>>) => set(name, value),
      error: messageAt(errors, name),
    }),
    /** Props for a switch or checkbox. */
    bindSwitch: (name: Path<Values>) => ({
      isSelected: Boolean(valueOf(name)),
      onChange: (isOn: boolean) => set(name, isOn as never),
    }),
  };
}

function messageAt(errors: object, name: string): string | undefined {
  const found = name
    .split(".")
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], errors);
  return (found as { message?: string } | undefined)?.message;
}

/** Focuses the first invalid field. Returns false when there is none. */
function focusFirst(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector("[data-invalid]");
  if (!field) return false;
  const own = "input:not([type=hidden]), textarea, button, [role=spinbutton]";
  const control = field.matches(own) ? field : field.querySelector(own);
  if (control instanceof HTMLElement) control.focus();
  return true;
}
