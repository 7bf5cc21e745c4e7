import type { Letters } from "@/lib/seatcanvas/compact";
import type { Drawing } from "@/lib/seatplan";

/** The shapes this app relies on, written by hand from the API's description until the generated ones hold them. */
export interface Page<Row> {
  items: Row[];
  next_cursor?: string | null;
  total?: number | null;
}
export interface ListQuery {
  q?: string | undefined;
  limit?: number;
  cursor?: string | undefined;
  total?: boolean;
}

export interface User {
  id: string;
  name: string;
  email?: string | null;
  phone?: string | null;
  role: "admin" | "organizer" | "guest";
}
export interface Me extends User {
  profile?: { locale?: string | null; timezone?: string | null } | null;
  organization_id?: string | null;
}
export interface SignedIn {
  user: User;
  access_token: string;
  refresh_token: string;
  token_type: "bearer";
  expires_in: number;
}

export type EventStatus = "draft" | "published" | "completed" | "canceled";
export type SeatSelection = "none" | "guest" | "organizer";
export interface EventSettings {
  quiet_from?: string;
  quiet_until?: string;
  orphan_rule?: "off" | "warn" | "refuse";
  hold_extension?: boolean;
  seats_per_holder?: number;
}
export interface EventRow {
  id: string;
  title: string;
  slug?: string;
  description?: string | null;
  starts_at: string | null;
  ends_at?: string | null;
  timezone: string;
  venue_text?: string | null;
  status: EventStatus;
  visibility: "public" | "unlisted" | "private";
  capacity?: number | null;
  locale?: string | null;
  seat_selection: SeatSelection;
  hold_seconds: number;
  rsvp_deadline?: string | null;
  deleted_at?: string | null;
  version: number;
  settings?: EventSettings;
  going_count?: number;
  total_guests?: number;
  confirmation_rate?: number | null;
  can?: Record<string, boolean>;
}
/** What the list of events knows of each. */
export type EventItem = Pick<
  EventRow,
  | "id"
  | "title"
  | "starts_at"
  | "ends_at"
  | "timezone"
  | "venue_text"
  | "status"
  | "deleted_at"
  | "version"
  | "going_count"
  | "total_guests"
  | "confirmation_rate"
>;
export type EventInput = Partial<
  Pick<
    EventRow,
    | "title"
    | "description"
    | "starts_at"
    | "ends_at"
    | "timezone"
    | "venue_text"
    | "visibility"
    | "capacity"
    | "locale"
    | "seat_selection"
    | "hold_seconds"
    | "rsvp_deadline"
    | "settings"
    | "version"
  >
>;

export type AttendeeStatus = "pending" | "waitlisted" | "going" | "declined" | "canceled";
export type Attendance = "not_checked_in" | "checked_in" | "left" | "no_show";
export type Answers = Record<string, unknown>;
export interface Attendee {
  id: string;
  guest_id: string;
  invitation_id?: string | null;
  party?: string | null;
  name: string;
  email?: string | null;
  phone?: string | null;
  status: AttendeeStatus;
  attendance: Attendance;
  side?: string | null;
  seat_id?: string | null;
  seat_number?: string | null;
  notes?: string | null;
  answers?: Answers;
  version?: number;
  checked_in_at?: string | null;
}
export interface AttendeeQuery extends ListQuery {
  status?: string | undefined;
  attendance?: string | undefined;
  side?: string | undefined;
  has_seat?: boolean | undefined;
}
export interface GuestInput {
  name?: string;
  first_name?: string;
  last_name?: string | null;
  email?: string | null;
  phone?: string | null;
  company?: string | null;
  notes?: string | null;
  side?: string | null;
}

export type AlikeReason = "email" | "phone" | "name" | "similar_name";
export interface AlikeGuest {
  id: string;
  guest_id: string;
  name: string;
  email?: string | null;
  phone?: string | null;
  company?: string;
  party?: string | null;
  status: "invited" | "confirmed" | "declined";
  seat_number?: string | null;
}
/** People of a list who may be one person. */
export interface Alike {
  reasons: AlikeReason[];
  people: number;
  guests: AlikeGuest[];
}

export interface AttendeeInput {
  status?: "pending" | "going" | "declined";
  answers?: Answers;
  seat_id?: string | null;
  side?: string;
  notes?: string;
}

export type InvitationStatus = "pending" | "accepted" | "partial" | "declined" | "attended";
export interface InvitedGuest {
  id: string;
  guest_id: string;
  name: string;
  status: string;
  seat_id?: string | null;
  seat_number?: string | null;
  attendance?: Attendance;
  answers?: Answers;
  version?: number;
}
export interface Invitation {
  id: string;
  event_id?: string;
  label: string;
  code?: string | null;
  short_code?: string | null;
  url?: string | null;
  status: InvitationStatus;
  message?: string | null;
  max_guests: number;
  expires_at?: string | null;
  sent_at?: string | null;
  opened_at?: string | null;
  responded_at?: string | null;
  canceled_at?: string | null;
  guests: InvitedGuest[];
  version?: number;
}
export interface Ticket {
  id: string;
  serial: string;
  attendee_id: string;
  name: string;
  seat_number?: string | null;
  status: "valid" | "used" | "revoked";
  reissue: number;
  tag_uid?: string | null;
  qr?: string | null;
}
export interface InvitationInput {
  label?: string;
  message?: string | null;
  max_guests?: number;
  expires_at?: string | null;
  status?: "accepted" | "declined";
  guests?: {
    guest_id?: string;
    first_name?: string;
    last_name?: string;
    email?: string;
    phone?: string;
  }[];
}

/** What became of sending many; a task does it where they are thousands. */
export interface ManySent {
  batch_id: string;
  sent?: number;
  left_out?: { id: string; reason: "not_found" | "canceled" | "no_address" }[];
  task_id?: string;
}

export interface Question {
  id: string;
  scope: string;
  kind: "text" | "choice" | "choices" | "number" | "date" | "agree";
  label: string;
  options?: string[] | null;
  required: boolean;
  position: number;
}
export type QuestionInput = Partial<Omit<Question, "id">>;

export type SeatStatus = "free" | "held" | "assigned" | "blocked";
export interface Seat {
  id: string;
  seat_number: string;
  table_number?: string | null;
  row?: string | null;
  category?: string | null;
  x?: number | null;
  y?: number | null;
  accessible?: boolean;
  status: SeatStatus;
  house?: string | null;
  held_by_me?: boolean | null;
  held_until?: string | null;
  guest?: {
    guest_id?: string;
    attendee_id?: string;
    invitation_id?: string | null;
    name: string;
  } | null;
}
/** Seats that a party or several people have now. */
export interface Seated {
  seats: { attendee_id: string; seat_id: string | null; seat_number: string | null }[];
  is_split: boolean;
}
export interface Wish {
  id: string;
  kind: "together" | "apart";
  invitation_id: string;
  label: string;
  other_invitation_id: string;
  other_label: string;
}
/** Who would sit where, and what could not be met. */
export interface Arrangement {
  seats: { attendee_id: string; name: string; party: string; seat_id: string }[];
  people: number;
  unmet: {
    kind: "together" | "apart" | "unseated" | "split";
    parties: string[];
    people?: number;
    pieces?: number;
  }[];
}
export interface ReminderWords {
  channel: "email" | "sms" | "whatsapp";
  audience: "unanswered" | "coming" | "everyone";
  subject: string;
  body: string;
}
export interface ReminderInput extends ReminderWords {
  offset_minutes?: number;
  send_at?: string;
}
export interface Reminder extends ReminderWords {
  id: string;
  offset_minutes: number | null;
  send_at: string | null;
  due_at: string | null;
  status: "scheduled" | "sending" | "sent" | "missed" | "canceled";
  recipients: number;
  suppressed: number;
  sent_at: string | null;
  version: number;
}
export interface ReminderPreview {
  name: string;
  to: string;
  locale: string;
  subject: string;
  text: string;
  recipients: number;
  without_address: number;
}
/** Of a large plan besides: `room`, its seats when the drawing was read (the same object as long as nothing is moved), and of which seats the names are known. */
export interface SeatList {
  seats: Seat[];
  position?: string | null;
  room?: Seat[];
  named?: Set<string>;
}
export interface PaperWish {
  kind:
    | "guest_list"
    | "entrance_list"
    | "seating_chart"
    | "place_cards"
    | "table_cards"
    | "badges"
    | "invitation_cards";
  format: "pdf" | "xlsx" | "csv";
  by: "name" | "table";
  paper: "a4" | "us-letter";
  locale: "en" | "es" | "ar";
  include_pending: boolean;
}
export interface Category {
  name: string;
  color?: string | null;
  pattern?: string | null;
  kind?: string | null;
}
export interface Geometry extends Drawing {
  plan_version: number;
  categories: Category[];
  seats: unknown[];
}
export type Generator =
  | { kind: "rows"; rows: number; seats_per_row: number; category?: string | undefined }
  | {
      kind: "tables";
      tables: number;
      chairs: number;
      shape: "round";
      category?: string | undefined;
    };

export type ScanResult =
  | "ok"
  | "choose"
  | "already_in"
  | "already_out"
  | "unknown"
  | "revoked"
  | "wrong_event"
  | "not_coming"
  | "invalid";
export interface ScanGuest {
  id: string;
  name: string;
  seat_number?: string | null;
  attendance?: Attendance;
  status?: string;
}
export interface Scan {
  nonce: string;
  ticket?: string;
  tag?: string;
  code?: string;
  attendee_id?: string;
  direction?: "in" | "out";
  method?: "qr_code" | "manual" | "nfc";
  guests?: string[];
  all?: boolean;
  force?: boolean;
  reason?: string;
  at?: string;
  verdict?: string;
  device?: string;
  gate?: string;
}
/** A phone or reader that scans without a log-in; its key is told once, when it is made. */
export interface Device {
  id: string;
  name: string;
  gate_id: string | null;
  gate: string | null;
  standing: "never" | "live" | "away" | "expired" | "revoked";
  last_seen_at: string | null;
  roster_at: string | null;
  expires_at: string | null;
  version: number;
}
export interface DeviceMade extends Device {
  key: string;
  url: string;
  qr: string;
}
export interface DeviceInput {
  name: string;
  gate_id?: string | null;
  expires_at?: string | null;
}
export interface Gate {
  id: string;
  name: string;
  position: number;
  zones: string[];
  version: number;
}
export interface GateInput {
  name?: string;
  position?: number;
  zones?: string[];
}
export interface WalkIn {
  nonce: string;
  name: string;
  seat?: boolean;
  at?: string;
  gate?: string;
  device?: string;
}
export interface WalkedIn {
  attendee_id: string;
  name: string;
  seat_number?: string | null;
  attendance: string;
}
export interface Clash {
  id: string;
  attendee_id: string | null;
  name: string;
  kind: "twice" | "out_without_in" | "let_in";
  result: string;
  first?: ClashSide | null;
  second: ClashSide;
  created_at: string;
}
export interface ClashSide {
  at?: string;
  gate?: string | null;
  device?: string | null;
  direction?: string;
}
export interface ScanAnswer {
  detail?: string | null;
  nonce: string;
  result: ScanResult;
  attendee?: {
    id: string;
    name: string;
    seat_number?: string | null;
    party?: string | null;
    notes?: string | null;
  } | null;
  guests?: ScanGuest[] | null;
  invitation_id?: string | null;
  checkin_time?: string | null;
}

export interface Stats {
  total: number;
  invited: number;
  accepted: number;
  declined: number;
  pending: number;
  checked_in: number;
  left: number;
  no_show: number;
  confirmation_rate: number | null;
  by_side?: Record<string, unknown>;
  by_status?: Record<string, number>;
  seats: { total: number; assigned: number; held: number; free: number };
}
export interface Crowd {
  expected: number;
  arrived: number;
  inside: number;
}
export interface ZoneFigures extends Crowd {
  zone: string | null;
  name: string;
  has_seats: boolean;
}
export interface GateFigures {
  gate: string | null;
  expected: number | null;
  arrived: number;
  inside: number;
  lately: number;
  last_at: string | null;
}
export interface LastScan {
  nonce: string;
  attendee_id: string;
  name: string;
  seat_number: string | null;
  gate: string | null;
  direction: "in" | "out";
  at: string;
}
/** All that the screen at the entrance shows. */
export interface Entrance extends Crowd {
  server_time: string;
  left: number;
  conflicts: number;
  zones: ZoneFigures[];
  gates: GateFigures[];
  steps: { at: string; people: number }[];
  last: LastScan[];
}
export interface ImportProblem {
  row: number;
  column?: string | null;
  reason: string;
  value?: string | null;
}
export interface ImportReport {
  import_id?: string | null;
  rows: number;
  created: number;
  updated: number;
  duplicates: number;
  errors: ImportProblem[];
  parties?: number | null;
  mapping?: Record<string, string> | null;
  columns?: { name: string; samples: string[] }[] | null;
  task_id?: string | null;
}
export interface Task<Result = unknown> {
  id?: string;
  status: "queued" | "running" | "done" | "failed" | "canceled";
  progress?: number | null;
  result?: Result | null;
  error?: string | null;
}
export interface Activity {
  id: string;
  at: string;
  actor: { kind: string; id?: string | null; name?: string | null };
  action: string;
  object_type: string;
  object_id: string;
  data?: Record<string, unknown> | null;
}
export interface OutboxItem {
  id: string;
  channel: string;
  to: string;
  subject?: string | null;
  text: string;
  links?: string[] | null;
  created_at: string;
}

/** A job that gave up and waits for a person. */
export interface GivenUp {
  id: string;
  name: string;
  lane: string;
  status: "dead" | "parked";
  tries: number;
  error: string | null;
  created_at: string;
  organization: string;
  event_id: string | null;
  action: string | null;
}
export interface GivenUpPage extends Page<GivenUp> {
  waiting: { lane: string; jobs: number; since: string }[];
}

interface Json<T> {
  content: { "application/json": T };
}
interface Options {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}
type Op<Answer, O extends Options = object> = {
  parameters: (O extends { path: infer P } ? { path: P } : { path?: never }) &
    (O extends { query: infer Q } ? { query?: Q } : { query?: never }) & {
      header?: Record<string, string>;
    };
  responses: { 200: Json<Answer> };
} & (O extends { body: infer B } ? { requestBody: Json<B> } : { requestBody?: never });
interface OfEvent {
  event_id: string;
}
interface OfInvitation {
  invitation_id: string;
}

/** Every call this app makes, in one table. */
export interface Paths {
  "/api/auth/login": {
    post: Op<SignedIn, { body: { email?: string; phone?: string; password: string } }>;
  };
  "/api/auth/register": {
    post: Op<
      SignedIn,
      {
        body: { name: string; email?: string; phone?: string; password: string; role: "organizer" };
      }
    >;
  };
  "/api/auth/logout": { post: Op<undefined> };
  "/api/me": { get: Op<Me>; patch: Op<Me, { body: { name: string } }> };
  "/api/events/{event_id}/entrance": { get: Op<Entrance, { path: OfEvent }> };
  "/api/attendees/{attendee_id}/ticket": { get: Op<Ticket, { path: { attendee_id: string } }> };
  "/api/tickets/{ticket_id}/reissue": { post: Op<Ticket, { path: { ticket_id: string } }> };
  "/api/me/profile": { patch: Op<unknown, { body: { locale?: string; timezone?: string } }> };
  "/api/users/{user_id}": {
    put: Op<
      User,
      {
        path: { user_id: string };
        body: { email?: string; phone?: string; password?: string; current_password?: string };
      }
    >;
  };
  "/api/events": {
    get: Op<Page<EventItem>, { query: ListQuery & { status?: string; deleted?: boolean } }>;
    post: Op<EventRow, { body: Omit<EventInput, "version"> }>;
  };
  "/api/events/{event_id}": {
    get: Op<EventRow, { path: OfEvent }>;
    patch: Op<EventRow, { path: OfEvent; body: EventInput }>;
    delete: Op<undefined, { path: OfEvent }>;
  };
  "/api/events/{event_id}/publish": { post: Op<EventRow, { path: OfEvent }> };
  "/api/events/{event_id}/cancel": { post: Op<EventRow, { path: OfEvent }> };
  "/api/events/{event_id}/duplicate": { post: Op<EventRow, { path: OfEvent }> };
  "/api/events/{event_id}/restore": { post: Op<EventRow, { path: OfEvent }> };
  "/api/events/{event_id}/stats": { get: Op<Stats, { path: OfEvent }> };
  "/api/events/{event_id}/attendees": {
    get: Op<Page<Attendee>, { path: OfEvent; query: AttendeeQuery }>;
  };
  "/api/events/{event_id}/guests": { post: Op<Attendee, { path: OfEvent; body: GuestInput }> };
  "/api/events/{event_id}/guests/{guest_id}": {
    patch: Op<Attendee, { path: OfEvent & { guest_id: string }; body: GuestInput }>;
    delete: Op<undefined, { path: OfEvent & { guest_id: string } }>;
  };
  "/api/events/{event_id}/guests/duplicates": {
    get: Op<
      Page<Alike>,
      { path: OfEvent; query: { limit?: number; cursor?: string | undefined; total?: boolean } }
    >;
  };
  "/api/guests/merge": { post: Op<unknown, { body: { keep: string; remove: string } }> };
  "/api/attendees/{attendee_id}": {
    get: Op<Attendee, { path: { attendee_id: string } }>;
    patch: Op<Attendee, { path: { attendee_id: string }; body: AttendeeInput }>;
  };
  "/api/attendees/{attendee_id}/tag": {
    put: Op<Ticket, { path: { attendee_id: string }; body: { tag_uid: string | null } }>;
  };
  "/api/tasks/{task_id}": {
    get: Op<Task, { path: { task_id: string } }>;
    delete: Op<undefined, { path: { task_id: string } }>;
  };
  "/api/events/{event_id}/invitations": {
    get: Op<
      Page<Invitation>,
      { path: OfEvent; query: ListQuery & { status?: string | undefined } }
    >;
    post: Op<Invitation, { path: OfEvent; body: Omit<InvitationInput, "status"> }>;
  };
  "/api/events/{event_id}/invitations/send": {
    post: Op<ManySent, { path: OfEvent; body: { ids: string[] } }>;
  };
  "/api/invitations/{invitation_id}": {
    get: Op<Invitation, { path: OfInvitation }>;
    put: Op<Invitation, { path: OfInvitation; body: Omit<InvitationInput, "guests"> }>;
    delete: Op<undefined, { path: OfInvitation }>;
  };
  "/api/invitations/{invitation_id}/send": { post: Op<Invitation, { path: OfInvitation }> };
  "/api/invitations/{invitation_id}/cancel": { post: Op<Invitation, { path: OfInvitation }> };
  "/api/invitations/{invitation_id}/guests": {
    post: Op<
      unknown,
      { path: OfInvitation; body: { first_name: string; last_name?: string; email?: string } }
    >;
  };
  "/api/events/{event_id}/questions": {
    get: Op<Page<Question>, { path: OfEvent }>;
    post: Op<Question, { path: OfEvent; body: QuestionInput }>;
  };
  "/api/events/{event_id}/questions/{question_id}": {
    patch: Op<Question, { path: OfEvent & { question_id: string }; body: QuestionInput }>;
    delete: Op<undefined, { path: OfEvent & { question_id: string } }>;
  };
  "/api/events/{event_id}/seats": {
    get: Op<Pick<SeatList, "seats" | "position">, { path: OfEvent; query: { id?: string[] } }>;
  };
  "/api/events/{event_id}/seats/status": { get: Op<Letters, { path: OfEvent }> };
  "/api/events/{event_id}/seats/geometry": { get: Op<Geometry, { path: OfEvent }> };
  "/api/events/{event_id}/reminders": {
    get: Op<Page<Reminder>, { path: OfEvent }>;
    post: Op<Reminder, { path: OfEvent; body: ReminderInput }>;
  };
  "/api/events/{event_id}/reminders/preview": {
    post: Op<ReminderPreview, { path: OfEvent; body: ReminderWords }>;
  };
  "/api/events/{event_id}/reminders/{reminder_id}": {
    patch: Op<
      Reminder,
      {
        path: OfEvent & { reminder_id: string };
        body: Partial<ReminderInput> & { status?: "scheduled" | "canceled" };
      }
    >;
    delete: Op<undefined, { path: OfEvent & { reminder_id: string } }>;
  };
  "/api/events/{event_id}/papers": {
    post: Op<{ task_id: string; file_path: string }, { path: OfEvent; body: PaperWish }>;
  };
  "/api/events/{event_id}/seats/moves": {
    put: Op<
      Seated,
      { path: OfEvent; body: { moves: { attendee_id: string; seat_id: string | null }[] } }
    >;
  };
  "/api/events/{event_id}/seats/gather": {
    put: Op<Seated, { path: OfEvent; body: { invitation_id: string; near?: string } }>;
  };
  "/api/events/{event_id}/seats/house": {
    put: Op<
      { changed: number },
      { path: OfEvent; body: { seat_ids: string[]; house?: string; house_until?: string } }
    >;
  };
  "/api/events/{event_id}/seating-wishes": {
    get: Op<Page<Wish>, { path: OfEvent }>;
    post: Op<
      Wish,
      { path: OfEvent; body: Pick<Wish, "kind" | "invitation_id" | "other_invitation_id"> }
    >;
  };
  "/api/events/{event_id}/seating-wishes/{wish_id}": {
    delete: Op<undefined, { path: OfEvent & { wish_id: string } }>;
  };
  "/api/events/{event_id}/auto-seat": {
    post: Op<
      { task_id: string },
      { path: OfEvent; body: { seconds?: number; include_pending?: boolean } }
    >;
  };
  "/api/events/{event_id}/auto-seat/{task_id}/apply": {
    post: Op<{ seated: number }, { path: OfEvent & { task_id: string } }>;
  };
  "/api/events/{event_id}/seating-plan/generate": {
    post: Op<unknown, { path: OfEvent; body: Generator }>;
  };
  "/api/seats/{seat_id}": {
    put: Op<
      Pick<Seat, "id" | "status">,
      {
        path: { seat_id: string };
        body: {
          category?: string | null;
          seat_number?: string;
          accessible?: boolean;
          blocked?: boolean;
        };
      }
    >;
    delete: Op<undefined, { path: { seat_id: string } }>;
  };
  "/api/events/{event_id}/checkins": {
    post: Op<{ results: ScanAnswer[] }, { path: OfEvent; body: Scan | { scans: Scan[] } }>;
  };
  "/api/events/{event_id}/walk-ins": { post: Op<WalkedIn, { path: OfEvent; body: WalkIn }> };
  "/api/events/{event_id}/devices": {
    get: Op<Page<Device>, { path: OfEvent; query: ListQuery & { revoked?: boolean } }>;
    post: Op<DeviceMade, { path: OfEvent; body: DeviceInput }>;
  };
  "/api/events/{event_id}/devices/{device_id}": {
    patch: Op<Device, { path: OfEvent & { device_id: string }; body: Partial<DeviceInput> }>;
    delete: Op<undefined, { path: OfEvent & { device_id: string } }>;
  };
  "/api/events/{event_id}/gates": {
    get: Op<Page<Gate>, { path: OfEvent }>;
    post: Op<Gate, { path: OfEvent; body: GateInput & { name: string } }>;
  };
  "/api/events/{event_id}/gates/{gate_id}": {
    patch: Op<Gate, { path: OfEvent & { gate_id: string }; body: GateInput }>;
    delete: Op<undefined, { path: OfEvent & { gate_id: string } }>;
  };
  "/api/events/{event_id}/checkins/conflicts": {
    get: Op<Page<Clash>, { path: OfEvent; query: { limit?: number } }>;
  };
  "/api/events/{event_id}/checkins/conflicts/{conflict_id}/resolve": {
    post: Op<Clash, { path: OfEvent & { conflict_id: string }; body: { note?: string } }>;
  };
  "/api/events/{event_id}/checkins/{nonce}/undo": {
    post: Op<unknown, { path: OfEvent & { nonce: string } }>;
  };
  "/api/activity": {
    get: Op<
      Page<Activity>,
      { query: { event?: string | undefined; limit?: number; cursor?: string | undefined } }
    >;
  };
  "/api/jobs": { get: Op<GivenUpPage, { query: { limit?: number; cursor?: string | undefined } }> };
  "/api/jobs/{job_id}": { delete: Op<undefined, { path: { job_id: string } }> };
  "/api/jobs/{job_id}/retry": { post: Op<undefined, { path: { job_id: string } }> };
  "/api/outbox": {
    get: Op<
      Page<OutboxItem>,
      { query: { limit?: number; cursor?: string | undefined; q?: string | undefined } }
    >;
  };
}
