import { ComboBox, Input, Label, ListBox, Popover } from "react-aria-components";
import { cx } from "./cx";
import { controlStyle, labelStyle } from "./Field";
import { FieldNotes } from "./FieldNotes";
import { listStyle, OptionItem, popoverStyle, type Option } from "./Select";

interface Props {
  label: string;
  value: string;
  /** Called with all that is typed, and with the label of what is picked. */
  onChange: (text: string) => void;
  /** Called after `onChange` when an option was picked. */
  onPick: (id: string) => void;
  options: Option[];
  /** Shown in place of options while there are none. */
  empty: string;
  name?: string;
  hint?: string;
  error?: string | undefined;
  isDisabled?: boolean;
  className?: string;
}

/** A text field that suggests what could be meant; anything else may be typed as well. */
export function SuggestField({
  label,
  value,
  onChange,
  onPick,
  options,
  empty,
  hint,
  error,
  className,
  ...rest
}: Props) {
  return (
    <ComboBox
      {...rest}
      items={options}
      inputValue={value}
      onInputChange={onChange}
      selectedKey={null}
      onSelectionChange={(key) => {
        const option = options.find(({ id }) => id === key);
        if (!option) return;
        onChange(option.label);
        onPick(option.id);
      }}
      allowsCustomValue
      allowsEmptyCollection
      isInvalid={Boolean(error)}
      className={cx("flex flex-col gap-1", className)}
    >
      <Label className={labelStyle}>{label}</Label>
      <Input dir="auto" className={cx(controlStyle, "h-9")} />
      <FieldNotes hint={hint} error={error} />
      <Popover className={popoverStyle}>
        <ListBox<Option>
          className={listStyle}
          renderEmptyState={() => <p className="px-3 py-2 text-sm text-quiet">{empty}</p>}
        >
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
