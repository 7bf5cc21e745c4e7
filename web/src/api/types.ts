/** Short names for the API's schemas. */
import type { components, paths } from "./client/schema";

export type Shapes = components["schemas"];
/** The response body on success. */
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
export type ProfileInput = Shapes["ProfileUpdate"];
export type Session = Shapes["SessionOut"];
export type Identity = Shapes["IdentityOut"];
export type Passkey = Shapes["PasskeyOut"];
export type SignedIn = Shapes["Tokens"];

export type EventRow = Shapes["EventOut"];
export type ChecklistItem = Shapes["ChecklistItem"];
export type EventStatus = EventRow["status"];
export type EventSettings = EventRow["settings"];
export type SeatSelection = EventRow["seat_selection"];
/** An event as returned in the event list. */
export type EventItem = Shapes["EventItem"];
export type EventInput = Shapes["EventUpdate"];
export type NewEvent = Shapes["NewEvent"];
export type EventQuery = NonNullable<Query<paths["/api/events"]["get"]>>;
export type EventAlert = EventItem["alerts"][number];

/** What people care about, and what events are about. */
export type Interest = Shapes["InterestOut"];
export type Town = Shapes["TownOut"];

export type Attendee = Shapes["AttendeeOut"];
export type AttendeeStatus = Attendee["status"];
export type Attendance = Attendee["attendance"];
export type Answers = Attendee["answers"];
export type AttendeeInput = Shapes["AttendeeUpdate"];
export type AttendeeQuery = Query<paths["/api/events/{event_id}/attendees"]["get"]>;
export type BulkChange = Shapes["BulkChange"];
export type NewGuest = Shapes["EventGuestAdd"];
export type GuestInput = Shapes["EventGuestUpdate"];
/** A set of possible duplicates. */
export type Alike = Shapes["AlikeOut"];
export type AlikeGuest = Alike["guests"][number];
export type AlikeReason = Alike["reasons"][number];

export type Invitation = Shapes["InvitationOut"];
export type InvitationStatus = Invitation["status"];
export type InvitedGuest = Invitation["guests"][number];
export type InvitationInput = Shapes["InvitationUpdate"];
export type NewInvitation = Shapes["InvitationsCreate"];
export type PartyGuest = Shapes["PartyGuest"];
export type ManySent = Shapes["ManySent"];
/** Which invitations to send: some by their ids, or all that match filters. */
export type SendChoice = Shapes["SendMany"];
export type Ticket = Shapes["TicketOut"];

export type EventPart = Shapes["PartOut"];
export type PartInput = Shapes["PartUpdate"];
export type NewPart = Shapes["PartFields"];

export type Question = Shapes["QuestionOut"];
export type QuestionInput = Shapes["QuestionUpdate"];
export type NewQuestion = Shapes["QuestionFields"];
export type Attachment = Shapes["AttachmentOut"];

type MapSeat = Shapes["MapSeat"];
type Sitting = Shapes["SeatGuest"];
/** A seat as the API returns it, or assembled from a large plan's geometry and statuses, which carry less detail. */
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
/** The seats that were assigned to a party or to several people. */
export type Seated = Shapes["SeatedAll"];
export type Wish = Shapes["WishOut"];
export type NewWish = Shapes["WishFields"];
export type Category = Shapes["Category"];
export type Geometry = Shapes["Geometry"];
export type Generator = Shapes["Generate"];
/** What saving the plan changed, or would change. */
export type PlanSaved = Shapes["PlanPreview"];
/** Somebody who would lose their seat. */
export type Losing = PlanSaved["losing"][number];
/** Extra attributes of a seat from the drawing program it was imported from. */
export type SeatDrawn = Shapes["Drawn"];
export type PlanVersion = Shapes["VersionOut"];
export type FileRow = Shapes["FileOut"];
export type PaperRequest = Shapes["PaperRequest"];

export type Message = Shapes["MessageOut"];
export type Conversation = Shapes["ConversationOut"];
export type ConversationDetail = Shapes["ConversationDetail"];
export type ConversationQuery = Query<paths["/api/events/{event_id}/conversations"]["get"]>;
/** A channel by which a conversation can be answered. */
export type ReplyWay = Shapes["ReplyWay"];
export type NotificationChoices = Shapes["ChoicesOut"];
export type UserNotification = Shapes["NotificationOut"];
export type Reminder = Shapes["ReminderOut"];
export type ReminderInput = Shapes["ReminderFields"];
export type ReminderChange = Shapes["ReminderUpdate"];
export type ReminderWords = Shapes["PreviewRequest"];
export type ReminderPreview = Shapes["ReminderPreview"];

export type Broadcast = Shapes["BroadcastOut"];
export type BroadcastInput = Shapes["BroadcastFields"];
export type BroadcastWords = Shapes["BroadcastPreviewRequest"];
export type BroadcastAudience = Shapes["Audience"];
export type BroadcastPreview = Shapes["BroadcastPreview"];
export type BroadcastRecipient = Shapes["RecipientOut"];

/** A text that an organization keeps for its messages. */
export type MessageTemplate = Shapes["TemplateOut"];
export type TemplateFields = Shapes["TemplateFields"];

/** A phone or reader that scans without a session. Its key is returned only once, when the device is created. */
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
export type CatererSheet = Shapes["CatererSheet"];
export type CatererTable = Shapes["CatererTable"];
export type MealCount = Shapes["MealCount"];
export type Breakdown = Shapes["Breakdown"];
export type SavedView = Shapes["ViewOut"];
export type ViewInput = Shapes["ViewFields"];
/** Everything shown on the entrance screen. */
export type Entrance = Shapes["Entrance"];
export type Crowd = Pick<Entrance, "expected" | "arrived" | "inside">;
export type ZoneFigures = Shapes["ZoneFigures"];
export type PartCrowd = Shapes["PartCrowd"];
export type GateFigures = Shapes["GateFigures"];
export type LastScan = Shapes["LastScan"];
export type Activity = Shapes["ActivityOut"];
export type OutboxItem = Shapes["OutboxItem"];
/** A failed job that waits for manual action. */
export type FailedJob = Shapes["JobOut"];
export type FailedJobsPage = Shapes["JobsPage"];
/** A channel's provider, for whoever runs the server. */
export type Provider = Shapes["ChannelProvider"];
export type Report = Shapes["ReportOut"];
export type ProviderError = Shapes["ProviderError"];
/** Whether a channel works, for those who write with it. */
export type ChannelState = Shapes["ChannelState"];

export type ImportReport = Shapes["ImportOut"];
/** The result of an import. Only the dry run lists the file's columns. */
export type ImportFigures = Omit<ImportReport, "columns">;
export type ImportStarted = Shapes["ImportStarted"];
export type ImportProblem = ImportReport["errors"][number];
/** A background task. The caller that started it parses the result. */
export type Task = Shapes["TaskOut"];

export type Organization = Shapes["OrganizationOut"];
export type NewOrganization = Shapes["OrganizationFields"];
export type OrganizationChange = Shapes["OrganizationUpdate"];
export type OrganizationMember = Shapes["OrganizationMemberOut"];
export type OrganizationRole = Organization["role"];
/** A key of a program. The key itself is returned only once, when it is created. */
export type ApiKey = Shapes["ApiKeyOut"];
export type NewApiKey = Shapes["ApiKeyCreate"];
export type ApiScope = ApiKey["scopes"][number];

/** An address that is told what happens. Its secret is returned only when it is made or changed. */
export type Webhook = Shapes["WebhookOut"];
export type NewWebhook = Shapes["WebhookFields"];
export type WebhookChange = Shapes["WebhookUpdate"];
export type WebhookFact = Webhook["facts"][number];
export type WebhookDelivery = Shapes["DeliverySummary"];
export type WebhookDeliveryDetail = Shapes["DeliveryOut"];

/** A profile as somebody else sees it. */
export type ShownProfile = Shapes["ShownProfile"];

/** Somebody who waits for places at a full event. */
export type WaitlistEntry = Shapes["WaitlistEntryOut"];

/** A person invited directly, or a link for a number of people. */
export type Invite = Shapes["InviteOut"];
/** A direct invite of one's own. */
export type MyInvite = Shapes["MyInvite"];
export type MyRequest = Shapes["MyRequest"];

/** When an event could be, and what guests say of it. */
export type DatePoll = Shapes["PollOut"];
export type DateOption = Shapes["PollOptionOut"];
export type DateAnswer = Shapes["PollAnswerOut"];

/** Somebody's request to join an event. */
export type JoinRequest = Shapes["JoinRequestOut"];

/** What somebody who comes put on an event's wall. */
export type WallComment = Shapes["CommentOut"];
export type WallPhoto = Shapes["PhotoOut"];

/** Somebody in an event's team, or invited to it. */
export type Member = Shapes["MemberOut"];
export type MemberInvitation = Shapes["MemberInvitationOut"];
export type MemberRole = Member["role"];
export type Duty = Member["duties"][number];
export type ExtraPermission = Member["permissions"][number];
export type NewMember = Shapes["MemberInvite"];
export type MemberChange = Shapes["MemberUpdate"];

/** A person of the address book, with their events. */
export type BookGuest = Shapes["BookGuestOut"];
export type BookChange = Shapes["GuestUpdate"];
export type BookQuery = Omit<NonNullable<Query<paths["/api/guests"]["get"]>>, "limit" | "cursor">;
