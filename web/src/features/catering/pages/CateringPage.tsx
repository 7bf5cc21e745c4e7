import { plural, t } from "@lingui/core/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileSpreadsheet, Printer } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api";
import { allows, useEvent } from "@/features/events";
import { useSavedPaper } from "@/features/papers";
import { useParts } from "@/features/parts";
import { useQuestions } from "@/features/questions";
import { currentLocale } from "@/lib/i18n";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, LoadError, Page, PageHead, Select, Skeleton } from "@/ui";
import { MealTables } from "../components/MealTables";
import { NobodyComing, NoMealQuestion } from "../components/NoSheet";
import { TableCard } from "../components/TableCard";
import { useCatererSheet, useCatererSheetLive } from "../queries";

/** Tables that are shown at once. */
const tablesAtOnce = 60;

export function CateringPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const { part } = useSearch({ from: "/authenticated/app/events/$eventId/catering" });
  const navigate = useNavigate({ from: "/events/$eventId/catering" });
  const sheet = useCatererSheet(eventId, part);
  const questions = useQuestions(eventId);
  const parts = useParts(eventId, event?.has_parts ?? false).data ?? [];
  const paper = useSavedPaper(eventId);
  const [shown, setShown] = useState(tablesAtOnce);
  useCatererSheetLive(eventId);
  const data = sheet.data;
  const make = (format: "pdf" | "xlsx") =>
    paper.make({ kind: "caterer_sheet", format, part: part ?? null, locale: currentLocale() });
  const canTakeAway = event ? allows(event, "export_guests") : false;
  return (
    <Page>
      <PageHead
        title={t`Caterer's sheet`}
        actions={
          data &&
          data.people > 0 &&
          canTakeAway && (
            <>
              <Button
                icon={<Printer size={16} />}
                isPending={paper.pending === "pdf"}
                onPress={() => make("pdf")}
              >{t`Print (PDF)`}</Button>
              <Button
                icon={<FileSpreadsheet size={16} />}
                isPending={paper.pending === "xlsx"}
                onPress={() => make("xlsx")}
              >{t`Excel`}</Button>
            </>
          )
        }
      >
        {t`Meals and allergies of everyone who is coming, by table.`}
      </PageHead>
      {paper.state}
      {parts.length > 0 && (
        <Select
          label={t`Part of the event`}
          className="max-w-sm"
          value={part ?? "all"}
          onChange={(next) =>
            void navigate({ search: { part: next === "all" ? undefined : next }, replace: true })
          }
          options={[
            { id: "all", label: t`The whole event` },
            ...parts.map(({ id, title }) => ({ id, label: title })),
          ]}
        />
      )}
      {sheet.isPending && <Skeleton />}
      {sheet.isError && (
        <LoadError message={messageOf(sheet.error)} onRetry={() => void sheet.refetch()} />
      )}
      {questions.isSuccess && <NoMealQuestion eventId={eventId} questions={questions.data} />}
      {data?.people === 0 && (
        <Card>
          <NobodyComing eventId={eventId} isPart={part !== undefined} />
        </Card>
      )}
      {data && data.people > 0 && (
        <>
          <Card
            title={t`Meals in all`}
            actions={
              <p className="text-sm text-quiet">
                {plural(data.people, { one: "# person", other: "# people" })}
              </p>
            }
          >
            {data.meals.length > 0 ? (
              <MealTables meals={data.meals} isLarge />
            ) : (
              <p className="text-sm text-quiet">{t`No one has been asked for a meal.`}</p>
            )}
          </Card>
          <h2 className="text-base font-medium">{t`By table`}</h2>
          <div className="-mt-2 grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {data.tables.slice(0, shown).map((one) => (
              <TableCard key={`${one.is_row} ${one.table}`} table={one} />
            ))}
          </div>
          {data.tables.length > shown && (
            <Button className="self-center" onPress={() => setShown(shown + tablesAtOnce)}>
              {t`Show more tables`}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}
