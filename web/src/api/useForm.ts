import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useRef, useState } from "react";
import {
  useForm as useHookForm,
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
} from "react-hook-form";
import type { z } from "zod";
import { messageOf, Problem } from "./problem";

/** A control of a few words tells any word; the form knows which there are. */
type Given<Value> = Value extends string ? string : Value;
type FormSchema = z.ZodType<FieldValues, FieldValues>;

interface Wish<Schema extends FormSchema, Saved> {
  schema: Schema;
  values: z.input<Schema>;
  /** Sends it; what it throws is shown, and everything typed stays. */
  save: (values: z.output<Schema>) => Promise<Saved>;
  /** `way` is by which of several buttons it was sent. */
  onSaved?: (saved: Saved, values: z.output<Schema>, way: string | undefined) => void;
  /** What the server calls a field that has another name here. */
  names?: Readonly<Record<string, Path<z.input<Schema>>>>;
}

/** What the server refused: `rest` is what no field of this form has. */
interface Refusal {
  rest: string;
  message: string;
}

/** A form: checked by its schema, sent once at a time, with the server's refusals at their fields. */
export function useForm<Schema extends FormSchema, Saved>({
  schema,
  values,
  save,
  onSaved,
  names = {},
}: Wish<Schema, Saved>) {
  type Values = z.input<Schema>;
  const form = useHookForm<Values, unknown, z.output<Schema>>({
    resolver: zodResolver(schema),
    defaultValues: values as DefaultValues<Values>,
    shouldFocusError: false,
  });
  const [element, attach] = useState<HTMLFormElement | null>(null);
  const isSending = useRef(false);
  const asked = useRef<string | undefined>(undefined);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { errors, isDirty, isSubmitting, isSubmitted, submitCount } = form.formState;
  const now = form.watch();

  useEffect(() => {
    if (submitCount === 0 || isSubmitting) return;
    const isPlaced = focusFirst(element);
    // A field that isn't drawn at the moment can't say what is wrong with it.
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
      // What is saved is nothing one could lose.
      form.reset(form.getValues());
      onSaved?.(saved, checked, asked.current);
    } catch (error) {
      refuse(error);
    }
  });
  const submit = async (way?: string) => {
    if (isSending.current) return;
    isSending.current = true;
    asked.current = way;
    setRefusal(null);
    setProblem(null);
    await send().finally(() => {
      isSending.current = false;
    });
  };
  const set = <Name extends Path<Values>>(name: Name, value: Given<PathValue<Values, Name>>) =>
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
    /** What is typed so far would be taken. */
    isReady: schema.safeParse(now).success,
    now,
    set,
    focus: (name: Path<Values>) => element?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus(),
    /** Starts anew, with these values or the first ones. */
    reset: (next: Values = values) => form.reset(next),
    /** What a field needs: its value, who hears of a new one, what is wrong with it. */
    bind: <Name extends Path<Values>>(name: Name) => ({
      name: name as string,
      value: valueOf(name),
      onChange: (value: Given<PathValue<Values, Name>>) => set(name, value),
      error: messageAt(errors, name),
    }),
    /** The same for a switch or a checkbox. */
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

/** To the first field that says that something is wrong; false when none does. */
function focusFirst(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector("[data-invalid]");
  if (!field) return false;
  const own = "input:not([type=hidden]), textarea, button, [role=spinbutton]";
  const control = field.matches(own) ? field : field.querySelector(own);
  if (control instanceof HTMLElement) control.focus();
  return true;
}
