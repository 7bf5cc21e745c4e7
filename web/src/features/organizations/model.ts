import { t } from "@lingui/core/macro";
import type { ApiScope, OrganizationRole } from "@/api";

export const roles = ["owner", "admin", "manager", "agent", "client"] as const;

export function roleLabel(role: OrganizationRole): string {
  switch (role) {
    case "owner":
      return t`Owner`;
    case "admin":
      return t`Admin`;
    case "manager":
      return t`Manager`;
    case "agent":
      return t`Agent`;
    case "client":
      return t`Client`;
  }
}

export function roleHint(role: OrganizationRole): string {
  switch (role) {
    case "owner":
      return t`Everything, and who else owns it`;
    case "admin":
      return t`Runs all its events, its members and its keys`;
    case "manager":
      return t`Creates events and edits the address book`;
    case "agent":
      return t`Sees the address book`;
    case "client":
      return t`Sees only events they were invited to help with`;
  }
}

export const scopes = [
  "events:read",
  "events:write",
  "guests:read",
  "guests:write",
  "check_in",
] as const;

export function scopeLabel(scope: ApiScope): string {
  switch (scope) {
    case "events:read":
      return t`Read events`;
    case "events:write":
      return t`Create and edit events and seats`;
    case "guests:read":
      return t`Read guests and their answers`;
    case "guests:write":
      return t`Edit guests, invite them and send messages`;
    case "check_in":
      return t`Check guests in`;
  }
}
