import { t } from "@lingui/core/macro";
import { Field, type FieldProps } from "@/ui";

/** A code of six digits; phones and password managers fill it in. */
export function AppCodeField(props: Omit<FieldProps, "label">) {
  return (
    <Field
      label={t`Code`}
      {...props}
      inputMode="numeric"
      autoComplete="one-time-code"
      inputClassName="text-center text-xl font-medium tracking-[0.4em] tabular-nums"
      maxLength={20}
      dir="ltr"
      autoFocus
    />
  );
}
