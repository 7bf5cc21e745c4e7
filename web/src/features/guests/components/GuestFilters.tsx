import { t } from "@lingui/core/macro";
import { Filter } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { AttendeeStatus, EventPart } from "@/api";
import { buttonStyle, FilterChip, Menu, SearchField } from "@/ui";
import {
  answerLabel,
  attendanceChoices,
  attendanceLabel,
  statusChoices,
  type Filters,
} from "../model";

interface Props {
  filters: Filters;
  parts: EventPart[];
  text: string;
  onText: (text: string) => void;
  onChange: (filters: Filters) => void;
  children?: ReactNode;
}

/** Filters are stored in the URL, so they survive a reload and can be shared. */
export function GuestFilters({ filters, parts, text, onText, onChange, children }: Props) {
  const attendance = attendanceChoices.find((one) => one === filters.attendance);
  const status = statusChoices.find((one) => one === filters.status);
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 py-3">
      <SearchField
        label={t`Find a guest`}
        value={text}
        onChange={onText}
        className="min-w-48 flex-1 sm:max-w-72"
      />
      <Menu
        label={t`Filter`}
        trigger={
          <AriaButton className={buttonStyle("plain")}>
            <Filter aria-hidden size={16} />
            {t`Filter`}
          </AriaButton>
        }
        actions={[
          ...statusChoices.map((id) => ({
            id,
            label: answerLabel(id).word,
            onAction: () => onChange({ ...filters, status: id }),
          })),
          ...attendanceChoices.map((id, index) => ({
            id,
            label: attendanceLabel(id),
            startsGroup: index === 0,
            onAction: () => onChange({ ...filters, attendance: id }),
          })),
          ...parts.flatMap(({ id: part, title }) =>
            partChoices.map((part_status, index) => ({
              id: `${part}-${part_status}`,
              label: partLabel(title, part_status),
              startsGroup: index === 0,
              onAction: () => onChange({ ...filters, part, part_status }),
            })),
          ),
        ]}
      />
      {status && (
        <Active
          word={answerLabel(status).word}
          onRemove={() => onChange({ ...filters, status: undefined })}
        />
      )}
      {attendance && (
        <Active
          word={attendanceLabel(attendance)}
          onRemove={() => onChange({ ...filters, attendance: undefined })}
        />
      )}
      {filters.part && (
        <Active
          word={partLabel(
            parts.find((one) => one.id === filters.part)?.title ?? t`Program`,
            filters.part_status,
          )}
          onRemove={() => onChange({ ...filters, part: undefined, part_status: undefined })}
        />
      )}
      {filters.side && (
        <Active word={filters.side} onRemove={() => onChange({ ...filters, side: undefined })} />
      )}
      <span className="ms-auto text-xs text-quiet" role="status">
        {children}
      </span>
    </div>
  );
}

const partChoices: AttendeeStatus[] = ["going", "declined", "pending", "waitlisted"];

function partLabel(title: string, status: AttendeeStatus | undefined): string {
  return status ? t`${title}: ${answerLabel(status).word}` : title;
}

function Active({ word, onRemove }: { word: string; onRemove: () => void }) {
  return (
    <FilterChip label={t`Remove filter “${word}”`} onRemove={onRemove}>
      {word}
    </FilterChip>
  );
}
