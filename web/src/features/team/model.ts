import { t } from "@lingui/core/macro";
import type { Duty, ExtraPermission, Member, MemberRole } from "@/api";
import type { ChipTone } from "@/ui";

export const roles: readonly MemberRole[] = ["viewer", "editor", "admin"];

export function roleLabel(role: MemberRole): string {
  switch (role) {
    case "viewer":
      return t`Viewer`;
    case "editor":
      return t`Editor`;
    case "admin":
      return t`Admin`;
  }
}

export function roleHint(role: MemberRole): string {
  switch (role) {
    case "viewer":
      return t`Sees everything and answers messages.`;
    case "editor":
      return t`Also works with guests, invitations and seats, and checks people in.`;
    case "admin":
      return t`Also changes the event and its team.`;
  }
}

export function statusLabel(
  member: Member,
  now: Date = new Date(),
): { word: string; tone: ChipTone } {
  if (member.status === "active") return { word: t`Active`, tone: "positive" };
  if (member.status === "inactive") return { word: t`Inactive`, tone: "neutral" };
  const isOver = member.expires_at !== null && Date.parse(member.expires_at) <= now.getTime();
  return isOver
    ? { word: t`Invitation expired`, tone: "danger" }
    : { word: t`Invited`, tone: "warning" };
}

export const duties: readonly Duty[] = [
  "organizer",
  "coordinator",
  "registration",
  "volunteer",
  "field_manager",
  "tech_support",
  "speaker_liaison",
  "marketing",
];

export function dutyLabel(duty: Duty): string {
  switch (duty) {
    case "organizer":
      return t`Organizer`;
    case "coordinator":
      return t`Coordinator`;
    case "volunteer":
      return t`Volunteer`;
    case "speaker_liaison":
      return t`Speaker liaison`;
    case "tech_support":
      return t`Tech support`;
    case "registration":
      return t`Registration`;
    case "marketing":
      return t`Marketing`;
    case "field_manager":
      return t`Field manager`;
  }
}

/** The extra permissions that mean something today, with what they add to a role. */
export const extras: readonly ExtraPermission[] = ["check_in", "manage_attendees", "manage_event"];

export function extraLabel(permission: ExtraPermission): string {
  switch (permission) {
    case "check_in":
      return t`Check people in`;
    case "manage_attendees":
      return t`Work with guests, invitations and seats`;
    case "manage_event":
      return t`Change the event`;
    case "manage_sessions":
      return t`Manage sessions`;
    case "manage_materials":
      return t`Manage materials`;
    case "send_announcements":
      return t`Send announcements`;
    case "view_analytics":
      return t`See analytics`;
  }
}

/** What each role may do, in plain words: a row for each, from the least to the most. */
export function rightRows(): { id: string; words: string; from: MemberRole }[] {
  return [
    { id: "view", words: t`See guests, their contact details, answers and seats`, from: "viewer" },
    {
      id: "messages",
      words: t`Read guests' messages, answer them, send reminders`,
      from: "viewer",
    },
    { id: "guests", words: t`Add, change, import and export guests`, from: "editor" },
    { id: "duplicates", words: t`Find and merge duplicates`, from: "editor" },
    { id: "invitations", words: t`Create, send and cancel invitations`, from: "editor" },
    { id: "seats", words: t`Change the seating plan and assign seats`, from: "editor" },
    { id: "door", words: t`Check people in`, from: "editor" },
    { id: "event", words: t`Change, publish, cancel and delete the event`, from: "admin" },
    { id: "delete", words: t`Delete guests and invitations for good`, from: "admin" },
    { id: "team", words: t`Invite, change and remove people in the team`, from: "admin" },
    { id: "activity", words: t`See the activity log`, from: "admin" },
  ];
}

export function mayDo(role: MemberRole, from: MemberRole): boolean {
  return roles.indexOf(role) >= roles.indexOf(from);
}
