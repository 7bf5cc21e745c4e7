import { t } from "@lingui/core/macro";
import { LayoutList, Rows3 } from "lucide-react";
import type { Organization } from "@/api";
import { choiceOf } from "@/lib/choice";
import { Checkbox, FilterChip, SearchField, Segments, Select } from "@/ui";
import { shown, shownLabel, type EventSearch } from "../list";

interface Props {
  search: EventSearch;
  text: string;
  onText: (text: string) => void;
  onChange: (change: EventSearch) => void;
  organizations: readonly Organization[];
  view: string;
  onView: (view: string) => void;
}

const any = "any";

/** Search and filters, which are in the URL, and how the events are shown. */
export function EventFilters(props: Props) {
  const { search, text, onText, onChange, organizations, view, onView } = props;
  const show = choiceOf(shown, search.show);
  const organization = organizations.find((one) => one.id === search.organization);
  const chips: [words: string, clears: EventSearch][] = [
    ...(show ? [[shownLabel(show), { show: undefined }] as [string, EventSearch]] : []),
    ...(organization
      ? [[organization.name, { organization: undefined }] as [string, EventSearch]]
      : []),
    ...(search.mine ? [[t`Hosted by me`, { mine: undefined }] as [string, EventSearch]] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={t`Find an event`}
        value={text}
        onChange={onText}
        className="min-w-48 flex-1 sm:max-w-72"
      />
      <Select
        label={t`Show`}
        hideLabel
        className="w-36"
        options={[
          { id: any, label: t`All events` },
          ...shown.map((id) => ({ id, label: shownLabel(id) })),
        ]}
        value={show ?? any}
        onChange={(id) => onChange({ show: id === any ? undefined : id })}
      />
      {organizations.length > 1 && (
        <Select
          label={t`Organization`}
          hideLabel
          className="w-48 max-w-full"
          options={[
            { id: any, label: t`All organizations` },
            ...organizations.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={organization?.id ?? any}
          onChange={(id) => onChange({ organization: id === any ? undefined : id })}
        />
      )}
      <Checkbox
        isSelected={search.mine ?? false}
        onChange={(isOn) => onChange({ mine: isOn || undefined })}
      >{t`Hosted by me`}</Checkbox>
      <span className="ms-auto">
        <Segments
          label={t`View`}
          value={view}
          onChange={onView}
          options={[
            {
              id: "cards",
              label: <Labeled icon={<LayoutList aria-hidden size={14} />} word={t`Cards`} />,
            },
            {
              id: "table",
              label: <Labeled icon={<Rows3 aria-hidden size={14} />} word={t`Table`} />,
            },
          ]}
        />
      </span>
      {chips.length > 0 && (
        <div className="flex basis-full flex-wrap gap-2">
          {chips.map(([words, clears]) => (
            <FilterChip
              key={words}
              label={t`Remove filter “${words}”`}
              onRemove={() => onChange(clears)}
            >
              <bdi>{words}</bdi>
            </FilterChip>
          ))}
        </div>
      )}
    </div>
  );
}

function Labeled({ icon, word }: { icon: React.ReactNode; word: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {icon}
      {word}
    </span>
  );
}
