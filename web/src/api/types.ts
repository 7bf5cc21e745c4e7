/** Short names for the contract's shapes, for whoever shows or sends them. */
import type { components, paths } from "./client/schema";

export type Shapes = components["schemas"];
/** What an address answers when all goes well. */
type Answer<Operation> = Operation extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;
type Body<Operation> = Operation extends {
  requestBody: { content: { "application/json": infer B } };
}
  ? B
  : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Q } } ? Q : never;

export interface Page<Row> {
  items: Row[];
  next_cursor: string | null;
  total: number | null;
}

export type User = Shapes["UserOut"];
export type Me = Shapes["MeOut"];
export type SignedIn = Shapes["Tokens"];

export type EventRow = Shapes["EventOut"];
export type EventStatus = EventRow["status"];
export type EventSettings = EventRow["settings"];
export type SeatSelection = EventRow["seat_selection"];
/** What the list of events knows of each. */
export type EventItem = Shapes["EventItem"];
export type EventInput = Shapes["EventUpdate"];
export type NewEvent = Shapes["EventCreate"];

export type Attendee = Shapes["AttendeeOut"];
export type AttendeeStatus = Attendee["status"];
export type Attendance = Attendee["attendance"];
export type Answers = Attendee["answers"];
export type AttendeeInput = Shapes["AttendeeUpdate"];
export type AttendeeQuery = Query<paths["/api/events/{event_id}/attendees"]["get"]>;
export type NewGuest = Shapes["EventGuestAdd"];
export type GuestInput = Shapes["EventGuestUpdate"];
/** People of a list who may be one person. */
export type Alike = Shapes["AlikeOut"];
export type AlikeGuest = Alike["guests"][number];
export type AlikeReason = Alike["reasons"][number];

export type Invitation = Shapes["InvitationOut"];
export type InvitationStatus = Invitation["status"];
export type InvitedGuest = Invitation["guests"][number];
export type InvitationInput = Shapes["InvitationUpdate"];
export type NewInvitation = Shapes["InvitationsCreate"];
export type PartyGuest = Shapes["PartyGuest"];
export type ManySent = Shapes["ManySent"] | Shapes["SendStarted"];
export type Ticket = Shapes["TicketOut"];

export type Question = Shapes["QuestionOut"];
export type QuestionInput = Shapes["QuestionUpdate"];
export type NewQuestion = Shapes["QuestionFields"];

type MapSeat = Shapes["MapSeat"];
type Sitting = Shapes["SeatGuest"];
/** A seat as read whole, or put together from a large plan's drawing and states, which tell less. */
export type Seat = Pick<
  MapSeat,
  "id" | "seat_number" | "table_number" | "row" | "category" | "accessible" | "status"
> &
  Partial<Pick<MapSeat, "house" | "held_by_me" | "held_until">> & {
    x: number | null;
    y: number | null;
    guest?: (Pick<Sitting, "name"> & Partial<Sitting>) | null;
  };
export type SeatStatus = Seat["status"];
/** Seats that a party or several people have now. */
export type Seated = Shapes["SeatedAll"];
export type Wish = Shapes["WishOut"];
export type NewWish = Shapes["WishFields"];
export type Category = Shapes["Category"];
export type Geometry = Shapes["Geometry"];
export type Generator = Shapes["Generate"];
/** What a save of the plan did, or would do. */
export type PlanSaved = Shapes["PlanPreview"];
/** Somebody whose seat would go. */
export type Losing = PlanSaved["losing"][number];
/** What a drawing program noted of a seat besides. */
export type SeatDrawn = Shapes["Drawn"];
export type PlanVersion = Shapes["VersionOut"];
export type FileRow = Shapes["FileOut"];
export type PaperRequest = Shapes["PaperRequest"];

export type Reminder = Shapes["ReminderOut"];
export type ReminderInput = Shapes["ReminderFields"];
export type ReminderChange = Shapes["ReminderUpdate"];
export type ReminderWords = Shapes["PreviewRequest"];
export type ReminderPreview = Shapes["ReminderPreview"];

/** A phone or reader that scans without a log-in; its key is told once, when it is made. */
export type Device = Shapes["DeviceOut"];
export type DeviceMade = Shapes["DeviceMade"];
export type DeviceInput = Shapes["DeviceFields"];
export type Gate = Shapes["GateOut"];
export type GateInput = Shapes["GateFields"];
export type GateChange = Shapes["GateUpdate"];

type Checkins = paths["/api/events/{event_id}/checkins"]["post"];
export type Scan = Exclude<Body<Checkins>, { scans: unknown }>;
export type ScanAnswer = Answer<Checkins>["results"][number];
export type ScanResult = ScanAnswer["result"];
export type ScanGuest = NonNullable<ScanAnswer["guests"]>[number];
export type WalkIn = Shapes["WalkIn"];
export type WalkedIn = Shapes["WalkedIn"];
export type ScanConflict = Shapes["ConflictOut"];
export type ConflictSide = ScanConflict["second"];

export type Stats = Shapes["Stats"];
/** All that the screen at the entrance shows. */
export type Entrance = Shapes["Entrance"];
export type Crowd = Pick<Entrance, "expected" | "arrived" | "inside">;
export type ZoneFigures = Shapes["ZoneFigures"];
export type GateFigures = Shapes["GateFigures"];
export type LastScan = Shapes["LastScan"];
export type Activity = Shapes["ActivityOut"];
export type OutboxItem = Shapes["OutboxItem"];
/** A job that gave up and waits for a person. */
export type GivenUp = Shapes["JobOut"];
export type GivenUpPage = Shapes["JobsPage"];

export type ImportReport = Shapes["ImportOut"];
/** What a load did; only the look at a file shows its columns. */
export type ImportFigures = Omit<ImportReport, "columns">;
export type ImportStarted = Shapes["ImportStarted"];
export type ImportProblem = ImportReport["errors"][number];
/** Long work; its result is read by whoever asked for it. */
export type Task = Shapes["TaskOut"];
