import { useMemo } from "react";
import { useEvent } from "@/features/events";
import { useBreakdown } from "@/features/insight";
import { useParts } from "@/features/parts";
import { useQuestions } from "@/features/questions";
import { allColumns, columnsOf, usualColumns } from "./columns";
import type { FilterSearch, Names } from "./filters";

const none: never[] = [];

/** The columns of the guest list, and what they name. They stay the same while nothing about them changes. */
export function useGuestColumns(
  eventId: string,
  canEdit: boolean,
  search: Pick<FilterSearch, "added_by"> & { columns?: string | undefined },
) {
  const event = useEvent(eventId).data;
  const questions = useQuestions(eventId).data ?? none;
  const parts = useParts(eventId, event?.has_parts ?? false).data ?? none;
  const chosen = useMemo(
    () => search.columns?.split(",").filter(Boolean) ?? usualColumns,
    [search.columns],
  );
  const needsNames = Boolean(search.added_by) || chosen.includes("added_by");
  const adders = useBreakdown(eventId, needsNames).data?.added_by ?? none;
  const names = useMemo<Names>(
    () => ({
      question: (id) => questions.find((one) => one.id === id)?.label,
      part: (id) => parts.find((one) => one.id === id)?.title,
      member: (id) => adders.find((one) => one.user_id === id)?.name,
    }),
    [questions, parts, adders],
  );
  const all = useMemo(
    () => allColumns({ eventId, canEdit, names, questions, parts }),
    [eventId, canEdit, names, questions, parts],
  );
  const columns = useMemo(() => columnsOf(all, chosen), [all, chosen]);
  return { questions, parts, names, chosen, all, columns };
}
