import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  Label,
  ListBox,
  Popover,
} from "react-aria-components";
import { matches } from "@/lib/matches";
import { cx } from "./cx";
import { controlStyle, labelStyle } from "./Field";
import { FieldNotes } from "./FieldNotes";
import { listStyle, OptionItem, popoverStyle, type Option } from "./Select";

interface Props {
  label: string;
  options: Option[];
  value: string | null;
  onChange: (id: string | null) => void;
  /** Set when the options come from a search elsewhere. It turns local filtering off. */
  onSearch?: (text: string) => void;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  className?: string;
}

export function ComboBox({
  label,
  options,
  value,
  onChange,
  onSearch,
  hint,
  error,
  placeholder,
  autoFocus,
  className,
}: Props) {
  const words = useMemo(
    () => new Map(options.map((option) => [option.label, option.keywords ?? ""])),
    [options],
  );
  return (
    <AriaComboBox
      {...(onSearch ? { items: options } : { defaultItems: options })}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key === null ? null : String(key))}
      {...(onSearch ? { onInputChange: onSearch } : {})}
      isInvalid={Boolean(error)}
      defaultFilter={(label, text) => matches(`${label} ${words.get(label) ?? ""}`, text)}
      menuTrigger="focus"
      allowsEmptyCollection
      autoFocus={autoFocus}
      className={cx("flex flex-col gap-1", className)}
    >
      <Label className={labelStyle}>{label}</Label>
      <div className="relative">
        <Input
          placeholder={placeholder}
          dir="auto"
          className={cx(controlStyle, "h-9 ltr:pr-9 rtl:pl-9")}
        />
        <Button className="absolute inset-y-0 end-1 my-auto grid size-7 place-items-center text-quiet">
          <ChevronDown aria-hidden size={16} />
        </Button>
      </div>
      <FieldNotes hint={hint} error={error} />
      <Popover className={popoverStyle}>
        <ListBox<Option>
          className={listStyle}
          renderEmptyState={() => <p className="px-3 py-2 text-sm text-quiet">—</p>}
        >
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
