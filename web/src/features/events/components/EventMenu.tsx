import { t } from "@lingui/core/macro";
import { Archive, ArchiveRestore, Copy, Trash2 } from "lucide-react";
import { useState } from "react";
import type { EventItem } from "@/api";
import { Menu } from "@/ui";
import { useArchive } from "../useArchive";
import { DeleteEvent } from "./DeleteEvent";
import { DuplicateEvent } from "./DuplicateEvent";

/** What can be done to an event from the list of them. */
export function EventMenu({ event }: { event: EventItem }) {
  const [opened, setOpened] = useState<"duplicate" | "delete" | null>(null);
  const isArchived = event.archived_at !== null;
  const { archive } = useArchive(event);
  const actions = [
    ...(event.can.edit_event
      ? [
          {
            id: "duplicate",
            label: t`Duplicate`,
            icon: <Copy aria-hidden size={16} />,
            onAction: () => setOpened("duplicate"),
          },
          {
            id: "archive",
            label: isArchived ? t`Move out of archive` : t`Archive`,
            icon: isArchived ? (
              <ArchiveRestore aria-hidden size={16} />
            ) : (
              <Archive aria-hidden size={16} />
            ),
            onAction: () => archive(!isArchived),
          },
        ]
      : []),
    ...(event.can.delete_event
      ? [
          {
            id: "delete",
            label: t`Delete`,
            icon: <Trash2 aria-hidden size={16} />,
            isDanger: true,
            startsGroup: true,
            onAction: () => setOpened("delete"),
          },
        ]
      : []),
  ];
  if (actions.length === 0) return null;
  return (
    <>
      <Menu label={t`Actions for ${event.title}`} actions={actions} />
      <DuplicateEvent
        event={event}
        isOpen={opened === "duplicate"}
        onClose={() => setOpened(null)}
      />
      <DeleteEvent event={event} isOpen={opened === "delete"} onClose={() => setOpened(null)} />
    </>
  );
}
