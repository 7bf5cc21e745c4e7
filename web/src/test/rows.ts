import type { Attendee, EventRow, Seat, Stats } from "@/api";

export const event = (change: Partial<EventRow> = {}): EventRow => ({
  id: "e1",
  title: "Ana & Luis",
  starts_at: "2027-05-01T16:00:00Z",
  timezone: "Europe/Madrid",
  status: "published",
  visibility: "private",
  seat_selection: "organizer",
  hold_seconds: 300,
  version: 1,
  can: { edit_event: true, edit_guests: true, edit_invitations: true, edit_seats: true },
  ...change,
});

export const attendee = (change: Partial<Attendee> = {}): Attendee => ({
  id: "a1",
  guest_id: "g1",
  invitation_id: "i1",
  party: "The Smith family",
  name: "Ana Smith",
  status: "pending",
  attendance: "not_checked_in",
  seat_id: null,
  seat_number: null,
  ...change,
});

export const seat = (change: Partial<Seat> = {}): Seat => ({
  id: "s1",
  seat_number: "A1",
  row: "A",
  table_number: null,
  category: "regular",
  x: 0,
  y: 0,
  status: "free",
  ...change,
});

export const stats = (change: Partial<Stats> = {}): Stats => ({
  total: 10,
  invited: 10,
  accepted: 6,
  declined: 1,
  pending: 3,
  checked_in: 2,
  left: 0,
  no_show: 0,
  confirmation_rate: 0.6,
  seats: { total: 10, assigned: 4, held: 1, free: 5 },
  ...change,
});
