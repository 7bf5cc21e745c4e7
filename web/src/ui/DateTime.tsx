import type { CalendarDateTime } from "@internationalized/date";
import { Calendar as CalendarIcon, ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
} from "react-aria-components";
import { cx } from "./cx";
import { controlStyle, labelStyle } from "./Field";
import { FieldNotes } from "./FieldNotes";

interface Props {
  label: string;
  value: CalendarDateTime | null;
  onChange: (value: CalendarDateTime | null) => void;
  hint?: string;
  error?: string | undefined;
  isRequired?: boolean;
  className?: string;
}

const step =
  "grid size-8 place-items-center rounded-control text-quiet hover:bg-hover hover:text-text cursor-pointer";

/** A local date and time, typed segment by segment or picked from a calendar. The caller decides the time zone. */
export function DateTime({ label, value, onChange, hint, error, isRequired, className }: Props) {
  return (
    <DatePicker
      value={value}
      onChange={onChange}
      granularity="minute"
      hideTimeZone
      isInvalid={Boolean(error)}
      isRequired={isRequired}
      className={cx("flex flex-col gap-1", className)}
    >
      <Label className={labelStyle}>{label}</Label>
      <Group
        className={cx(
          controlStyle,
          "flex h-9 items-center gap-1 py-0 pe-1 data-focus-within:border-accent-text",
        )}
      >
        {/* left to right in every language, or the minutes stand before the hours: 00:18 */}
        <div dir="ltr" className="min-w-0 flex-1">
          <DateInput className="flex items-center overflow-hidden rtl:justify-end">
            {(segment) => (
              <DateSegment
                segment={segment}
                className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-[3px] px-0.5 tabular-nums data-[type=literal]:min-w-0 outline-none data-placeholder:text-quiet data-focused:bg-accent data-focused:text-on-accent"
              />
            )}
          </DateInput>
        </div>
        <Button className="grid size-7 place-items-center rounded-control text-quiet hover:text-text cursor-pointer">
          <CalendarIcon aria-hidden size={16} />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
      <Popover className="rounded-card border border-line bg-surface p-4 shadow-float data-entering:animate-[rise_var(--motion)_ease-out]">
        <Dialog className="outline-none">
          <Calendar>
            <header className="mb-3 flex items-center justify-between">
              <Button slot="previous" className={step}>
                <ChevronLeft aria-hidden size={16} className="rtl:rotate-180" />
              </Button>
              <Heading className="text-sm font-medium" />
              <Button slot="next" className={step}>
                <ChevronRight aria-hidden size={16} className="rtl:rotate-180" />
              </Button>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>
                {(day) => (
                  <CalendarHeaderCell className="pb-1 text-xs font-normal text-quiet">
                    {day}
                  </CalendarHeaderCell>
                )}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => (
                  <CalendarCell
                    date={date}
                    className="grid size-9 cursor-pointer place-items-center rounded-control text-sm tabular-nums outline-none hover:bg-hover data-outside-month:invisible data-selected:bg-accent data-selected:text-on-accent data-focus-visible:outline-2 data-focus-visible:outline-accent-text"
                  />
                )}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
