import { t } from "@lingui/core/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { CalendarDays, CornerDownLeft, FileText, User } from "lucide-react";
import { useState } from "react";
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
} from "react-aria-components";
import { useEvents } from "@/features/events";
import { useFoundGuests } from "@/features/guests";
import { matches } from "@/lib/matches";
import { useDebounced } from "@/lib/useDebounced";
import { ModalBackdrop, SearchField } from "@/ui";

interface Hit {
  id: string;
  label: string;
  hint?: string | undefined;
  href: string;
}
interface Group {
  id: string;
  title: string;
  icon: typeof User;
  hits: Hit[];
}

/** The command palette (⌘K): people of the current event, events, pages and actions. */
export function Finder({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ModalBackdrop
      isOpen={isOpen}
      onClose={onClose}
      className="z-50 flex justify-center px-4 pt-[12vh]"
    >
      <Modal className="h-fit w-full max-w-xl rounded-card border border-line bg-surface shadow-float data-entering:animate-[rise_var(--motion)_ease-out]">
        <Dialog aria-label={t`Find`} className="outline-none">
          <FinderBody onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalBackdrop>
  );
}

function FinderBody({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { eventId } = useParams({ strict: false });
  const [text, setText] = useState("");
  const groups = useGroups(text);
  const isMatch = (hit: Hit) => !text || matches(`${hit.label} ${hit.hint ?? ""}`, text);
  const shown = groups
    .map((group) => ({
      ...group,
      hits: group.id === "people" ? group.hits : group.hits.filter(isMatch),
    }))
    .filter((group) => group.hits.length > 0);
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <div className="border-b border-line p-3">
        <SearchField
          label={eventId ? t`Find people, events, pages` : t`Find events and pages`}
          autoFocus
        />
      </div>
      <ListBox
        aria-label={t`Results`}
        items={shown}
        onAction={(key) => {
          const hit = shown.flatMap((group) => group.hits).find((one) => one.id === key);
          if (!hit) return;
          onClose();
          void navigate({ href: hit.href });
        }}
        className="max-h-96 overflow-auto p-2 outline-none"
        renderEmptyState={() => (
          <p className="px-3 py-6 text-center text-sm text-quiet">{t`Nothing found`}</p>
        )}
      >
        {(group: Group) => (
          <ListBoxSection id={group.id}>
            <Header className="px-3 pt-3 pb-1 text-xs font-medium text-quiet">{group.title}</Header>
            <Collection items={group.hits}>
              {(hit) => (
                <ListBoxItem
                  id={hit.id}
                  textValue={hit.label}
                  className="group flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 py-2 text-sm outline-none data-focused:bg-accent-soft"
                >
                  <group.icon aria-hidden size={16} className="text-quiet" />
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {hit.label}
                  </span>
                  {hit.hint && (
                    <span className="truncate text-xs text-quiet" dir="auto">
                      {hit.hint}
                    </span>
                  )}
                  <CornerDownLeft
                    aria-hidden
                    size={14}
                    className="invisible text-quiet group-data-focused:visible"
                  />
                </ListBoxItem>
              )}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function useGroups(text: string): Group[] {
  const { eventId } = useParams({ strict: false });
  const events = useEvents().data ?? [];
  const people = useFoundGuests(eventId ?? null, useDebounced(text));
  const base = eventId ? `/events/${eventId}` : null;
  const pages: Hit[] = base
    ? [
        { id: "p-home", label: t`Overview`, href: base },
        { id: "p-guests", label: t`Guests`, href: `${base}/guests` },
        { id: "p-import", label: t`Import guests from a file`, href: `${base}/guests/import` },
        { id: "p-add", label: t`Add guest`, href: `${base}/guests?add=true` },
        { id: "p-inv", label: t`Invitations`, href: `${base}/invitations` },
        { id: "p-party", label: t`Invite a party`, href: `${base}/invitations?add=true` },
        { id: "p-q", label: t`Questions`, href: `${base}/questions` },
        { id: "p-seats", label: t`Seating`, href: `${base}/seating` },
        { id: "p-door", label: t`Check-in`, href: `${base}/door` },
        { id: "p-live", label: t`Live`, href: `${base}/live` },
        { id: "p-act", label: t`Activity`, href: `${base}/activity` },
        { id: "p-set", label: t`Settings`, href: `${base}/settings` },
      ]
    : [];
  return [
    {
      id: "people",
      title: t`People`,
      icon: User,
      hits: people.map((one) => ({
        id: `g-${one.id}`,
        label: one.name,
        hint: one.party ?? undefined,
        href: `${base}/guests?guest=${one.id}`,
      })),
    },
    {
      id: "pages",
      title: t`Pages and actions`,
      icon: FileText,
      hits: [
        ...pages,
        { id: "p-events", label: t`All events`, href: "/events" },
        { id: "p-new", label: t`Create event`, href: "/events/new" },
        { id: "p-me", label: t`Your account`, href: "/account" },
      ],
    },
    {
      id: "events",
      title: t`Events`,
      icon: CalendarDays,
      hits: events.map((event) => ({
        id: `e-${event.id}`,
        label: event.title,
        hint: event.venue_text ?? undefined,
        href: `/events/${event.id}`,
      })),
    },
  ];
}
