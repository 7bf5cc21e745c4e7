import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  Checkbox as AriaCheckbox,
  Input,
  Label,
  Radio,
  RadioGroup,
  SearchField as AriaSearchField,
  Switch as AriaSwitch,
  TextArea,
  TextField,
  type CheckboxProps,
  type RadioGroupProps,
  type SearchFieldProps,
  type SwitchProps,
  type TextFieldProps,
} from "react-aria-components";
import { FieldNotes, hintStyle } from "./FieldNotes";
import { CheckMark } from "./CheckMark";
import { cx } from "./cx";

export const controlStyle =
  "w-full rounded-control border border-line-strong bg-surface px-3 py-2 text-sm text-text transition placeholder:text-quiet hover:border-quiet data-focused:border-accent-text data-invalid:border-danger disabled:opacity-50";
export const labelStyle = "text-sm font-medium text-text";
/** At the start of the line, though dates are written left to right. */
const momentStyle = "rtl:text-right rtl:[&::-webkit-datetime-edit]:justify-end";

export interface FieldProps extends Omit<TextFieldProps, "children" | "className"> {
  label: string;
  /** Whether people wrote the label, so that its direction may not be that of the page. */
  isWritten?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  multiline?: boolean;
  rows?: number;
  placeholder?: string;
  className?: string;
  inputClassName?: string;
  dir?: "auto" | "ltr";
  min?: number;
  max?: number;
}

/** A labelled text field or text area. The error says what to do and is linked to the input for screen readers. */
export function Field({
  label,
  isWritten,
  hint,
  error,
  multiline,
  rows = 3,
  placeholder,
  className,
  inputClassName,
  dir,
  min,
  max,
  ...rest
}: FieldProps) {
  // browsers mirror times and dates on right-to-left pages: 00:18 for 18:00
  const isMoment = rest.type === "time" || rest.type === "date";
  return (
    <TextField
      // not the browser's own checks, which speak the browser's language
      validationBehavior="aria"
      {...rest}
      isInvalid={Boolean(error) || rest.isInvalid}
      className={cx("flex flex-col gap-1", className)}
    >
      <Label className={labelStyle}>{isWritten ? <bdi>{label}</bdi> : label}</Label>
      {multiline ? (
        <TextArea
          rows={rows}
          placeholder={placeholder}
          dir={dir ?? "auto"}
          className={cx(controlStyle, "resize-y", inputClassName)}
        />
      ) : (
        <Input
          placeholder={placeholder}
          dir={dir ?? (isMoment ? "ltr" : "auto")}
          min={min}
          max={max}
          className={cx(controlStyle, "h-9", isMoment && momentStyle, inputClassName)}
        />
      )}
      <FieldNotes hint={hint} error={error} />
    </TextField>
  );
}

export function SearchField({
  label,
  placeholder,
  className,
  ...rest
}: { label: string; placeholder?: string; className?: string } & Omit<
  SearchFieldProps,
  "children" | "className"
>) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx("group relative", className)}>
      <Search
        aria-hidden
        size={16}
        className="pointer-events-none absolute inset-y-0 start-3 my-auto text-quiet"
      />
      <Input
        placeholder={placeholder ?? label}
        dir="auto"
        className={cx(controlStyle, "h-9 ps-9 pe-9 [&::-webkit-search-cancel-button]:hidden")}
      />
      <Button className="absolute inset-y-0 end-1 my-auto grid size-7 place-items-center rounded-control text-quiet hover:text-text group-data-empty:hidden">
        <X aria-hidden size={14} />
      </Button>
    </AriaSearchField>
  );
}

export function Checkbox({
  children,
  className,
  ...rest
}: Omit<CheckboxProps, "children" | "className"> & { children?: ReactNode; className?: string }) {
  return (
    <AriaCheckbox
      {...rest}
      className={cx(
        "group inline-flex min-h-6 items-start gap-2 text-sm cursor-pointer data-disabled:opacity-50",
        className,
      )}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-[4px] border border-line-strong bg-surface text-on-accent transition group-hover:border-quiet group-data-selected:border-accent group-data-selected:bg-accent group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent-text">
            {isIndeterminate ? (
              <CheckMark className="size-3">
                <path d="M2.5 6h7" />
              </CheckMark>
            ) : (
              isSelected && <CheckMark className="size-3" />
            )}
          </span>
          {children && <span>{children}</span>}
        </>
      )}
    </AriaCheckbox>
  );
}

export function Switch({
  children,
  hint,
  ...rest
}: Omit<SwitchProps, "children" | "className"> & { children: ReactNode; hint?: ReactNode }) {
  return (
    <AriaSwitch
      {...rest}
      className="group flex min-h-6 items-start gap-3 text-sm cursor-pointer data-disabled:opacity-50"
    >
      <span className="mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition group-data-selected:border-accent group-data-selected:bg-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent-text">
        <span className="size-3.5 rounded-full bg-quiet transition group-data-selected:translate-x-4 group-data-selected:bg-on-accent rtl:group-data-selected:-translate-x-4" />
      </span>
      <span className="flex flex-col">
        {children}
        {hint && <span className={hintStyle}>{hint}</span>}
      </span>
    </AriaSwitch>
  );
}

export interface Choice {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
}

/** A radio group whose options are cards. */
export function Choices({
  label,
  choices,
  columns = 1,
  ...rest
}: Omit<RadioGroupProps, "children" | "className"> & {
  label: string;
  choices: Choice[];
  columns?: 1 | 2 | 3;
}) {
  const grid = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" }[columns];
  return (
    <RadioGroup {...rest} className="flex flex-col gap-2">
      <Label className={labelStyle}>{label}</Label>
      <div className={cx("grid gap-2", grid)}>
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            value={choice.id}
            className="flex cursor-pointer items-start gap-3 rounded-control border border-line bg-surface px-4 py-3 text-sm transition hover:border-line-strong data-selected:border-accent-text data-selected:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent-text"
          >
            {choice.icon}
            <span className="flex flex-col">
              <span className="font-medium">{choice.label}</span>
              {choice.hint && <span className={hintStyle}>{choice.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
