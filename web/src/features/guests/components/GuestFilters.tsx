import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { EventPart, Question } from "@/api";
import { FilterChip, SearchField } from "@/ui";
import { chipsOf, type FilterSearch, type Names } from "../filters";
import { FilterFields } from "./FilterFields";

interface Props {
  eventId: string;
  search: FilterSearch;
  names: Names;
  questions: readonly Question[];
  parts: readonly EventPart[];
  text: string;
  onText: (text: string) => void;
  onChange: (change: FilterSearch) => void;
  /** Views and columns. */
  menus: ReactNode;
  children?: ReactNode;
}

/** Filters are stored in the URL, so they survive a reload and can be shared. */
export function GuestFilters(props: Props) {
  const { search, names, text, onText, onChange, menus, children } = props;
  const chips = chipsOf(search, names);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 sm:px-5">
      <SearchField
        label={t`Find a guest`}
        value={text}
        onChange={onText}
        className="w-full sm:w-auto sm:min-w-48 sm:flex-1 sm:max-w-72"
      />
      {/* On a phone the buttons share a line, and the chips have lines of their own. */}
      <div className="flex w-full flex-wrap gap-2 max-sm:*:grow max-sm:*:px-2! sm:contents">
        <FilterFields
          eventId={props.eventId}
          search={search}
          questions={props.questions}
          parts={props.parts}
          onChange={onChange}
        />
        {menus}
      </div>
      {chips.length > 0 && (
        <div className="flex w-full flex-wrap gap-2 max-sm:py-1 sm:contents">
          {chips.map(({ words, clears }) => (
            <FilterChip
              key={words}
              label={t`Remove filter “${words}”`}
              onRemove={() => onChange(Object.fromEntries(clears.map((name) => [name, undefined])))}
            >
              <bdi className="min-w-0 truncate">{words}</bdi>
            </FilterChip>
          ))}
        </div>
      )}
      <span className="ms-auto text-xs text-quiet" role="status">
        {children}
      </span>
    </div>
  );
}
