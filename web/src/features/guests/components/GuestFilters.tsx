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
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 py-3">
      <SearchField
        label={t`Find a guest`}
        value={text}
        onChange={onText}
        className="min-w-48 flex-1 sm:max-w-72"
      />
      <FilterFields
        eventId={props.eventId}
        search={search}
        questions={props.questions}
        parts={props.parts}
        onChange={onChange}
      />
      {menus}
      {chipsOf(search, names).map(({ words, clears }) => (
        <FilterChip
          key={words}
          label={t`Remove filter “${words}”`}
          onRemove={() => onChange(Object.fromEntries(clears.map((name) => [name, undefined])))}
        >
          <bdi>{words}</bdi>
        </FilterChip>
      ))}
      <span className="ms-auto text-xs text-quiet" role="status">
        {children}
      </span>
    </div>
  );
}
