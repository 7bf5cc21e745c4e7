import { t } from "@lingui/core/macro";
import { useEffect, useMemo, useState } from "react";
import { messageOf, type Seat } from "@/api";
import { AutoSeatDialog } from "@/features/arranging";
import { allows, useEvent } from "@/features/events";
import { PapersDialog } from "@/features/papers";
import { tableName } from "@/lib/seatLabels";
import { sectionsOf } from "@/lib/seatcanvas/sections";
import { layOut } from "@/lib/seatplan";
import { useDebounced } from "@/lib/useDebounced";
import { useEventId } from "@/lib/useEventId";
import { Button, Card, cx, LoadError, Notice, Page, PageHead, Skeleton } from "@/ui";
import { GenerateDialog } from "../components/GenerateDialog";
import { Legend } from "../components/Legend";
import { NoSeats } from "../components/NoSeats";
import { RoomMap } from "../components/RoomMap";
import { SeatDetails } from "../components/SeatDetails";
import { SeatFinder } from "../components/SeatFinder";
import { SeatingActions } from "../components/SeatingActions";
import { Unseated } from "../components/Unseated";
import { useSeatDesk } from "../components/useSeatDesk";
import { categoryLooks } from "../model";
import { useGeometry, useSeats, useSeatsLive, useUnseated } from "../queries";
import { useNames } from "../room";

export function SeatingPage() {
  const eventId = useEventId();
  const event = useEvent(eventId).data;
  const canEdit = event ? allows(event, "edit_seats") : false;
  const canExport = event ? allows(event, "export_guests") : false;
  const [isPrinting, setPrinting] = useState(false);
  const list = useSeats(eventId);
  const geometry = useGeometry(eventId).data;
  const [view, setView] = useState(() =>
    window.matchMedia("(max-width: 48rem)").matches ? "list" : "map",
  );
  const [isDrawing, setDrawing] = useState(false);
  const [isArranging, setArranging] = useState(false);
  const [text, setText] = useState("");
  const unseated = useUnseated(eventId, useDebounced(text.trim()));
  useSeatsLive(eventId);
  const seats = useMemo(() => list.data?.seats ?? [], [list.data]);
  // A large plan's room stays the same object while guests change, so it is laid out only once.
  const room = list.data?.room ?? seats;
  const plan = useMemo(() => layOut(room, geometry), [room, geometry]);
  const looks = useMemo(() => categoryLooks(room, geometry?.categories), [room, geometry]);
  const sections = useMemo(() => sectionsOf(room, geometry, tableName), [room, geometry]);
  const readNames = useNames(eventId);
  const desk = useSeatDesk(eventId, seats, canEdit);
  const people = unseated.data?.people ?? [];
  const chosen = desk.selected.size === 0 ? [] : seats.filter((seat) => desk.selected.has(seat.id));
  const onSight = (seen: Seat[]) => void readNames(seen);
  useEffect(() => onSight(chosen));
  return (
    <Page width="full">
      <PageHead
        title={t`Seating`}
        actions={
          seats.length > 0 && (
            <SeatingActions
              eventId={eventId}
              view={view}
              onView={setView}
              canEdit={canEdit}
              canExport={canExport}
              onArrange={() => setArranging(true)}
              onPrint={() => setPrinting(true)}
            />
          )
        }
      />
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && (
        <LoadError message={messageOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && seats.length === 0 && (
        <Card>
          <NoSeats eventId={eventId} canEdit={canEdit} onDraw={() => setDrawing(true)} />
        </Card>
      )}
      {seats.length > 0 && (
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-4">
            {desk.guestToSeat && (
              <Notice
                action={<Button size="small" onPress={desk.cancelMove}>{t`Cancel move`}</Button>}
              >{t`Choose a free seat for ${desk.guestToSeat.name}, or a taken one to change places.`}</Notice>
            )}
            <Legend seats={seats} looks={looks} />
            {view === "list" ? (
              <SeatFinder
                seats={seats}
                sections={sections}
                onSight={onSight}
                selected={desk.selected}
                onPress={(id) => desk.press(id, false)}
              />
            ) : (
              <>
                <Button
                  tone="quiet"
                  size="small"
                  className="sr-skip self-start"
                  onPress={() => setView("list")}
                >{t`Choose seats from a list instead`}</Button>
                <RoomMap
                  isLarge={list.data?.room !== undefined}
                  plan={plan}
                  seats={seats}
                  sections={sections}
                  looks={looks}
                  selected={desk.selected}
                  isPlacing={desk.guestToSeat !== null}
                  onPress={desk.press}
                  onSight={onSight}
                />
              </>
            )}
          </div>
          <div
            className={cx(
              "flex min-w-0 flex-col gap-6 max-xl:grid max-xl:gap-4 md:max-xl:grid-cols-2",
              chosen.length > 0 && "max-xl:[&>*:first-child]:order-none",
            )}
            data-screen-only
          >
            {chosen.length > 0 && canEdit && (
              <SeatDetails
                eventId={eventId}
                seats={chosen}
                looks={looks}
                unseated={people}
                onPlace={desk.assign}
                onMove={desk.startMove}
                onGather={desk.gather}
                onSelectGroup={desk.selectGroup}
                onDone={desk.clear}
              />
            )}
            {canEdit && (
              <Unseated
                people={people}
                total={text ? null : (unseated.data?.total ?? null)}
                text={text}
                onText={setText}
                guestToSeat={desk.guestToSeat?.attendeeId ?? null}
                onPick={(person) => desk.startMove(person.id, person.name)}
                onGather={desk.gather}
                hasMore={unseated.hasNextPage}
                onMore={() => void unseated.fetchNextPage()}
              />
            )}
          </div>
        </div>
      )}
      {isArranging && (
        <AutoSeatDialog eventId={eventId} seats={seats} onClose={() => setArranging(false)} />
      )}
      {isPrinting && (
        <PapersDialog
          eventId={eventId}
          locale={event?.locale ?? "en"}
          onClose={() => setPrinting(false)}
        />
      )}
      <GenerateDialog eventId={eventId} isOpen={isDrawing} onClose={() => setDrawing(false)} />
    </Page>
  );
}
