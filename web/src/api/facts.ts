/** Live messages by their action. Written by `make gen` from the server's facts; never edited. */

export interface Facts {
  /** A guest was added to the event's list. */
  attendee_added: {
    attendee_id: string;
    event_id: string | null;
    guest_id: string;
    invitation_id: string | null;
    name?: string;
    status: string;
    version: number;
  };
  /** An attendee's details changed: notes, side, name or attendance. */
  attendee_updated: {
    attendee_id: string;
    event_id: string | null;
    guest_id: string;
    invitation_id: string | null;
    name?: string;
    status: string;
    version: number;
  };
  /** Two scans conflict, or somebody was let in by mistake: a supervisor should look at it. */
  checkin_conflict: {
    attendee_id: string | null;
    conflict_id: string;
    event_id: string | null;
    first: Record<string, unknown> | null;
    kind: string;
    name?: string;
    result: string;
    second: Record<string, unknown>;
  };
  /** A conflict was resolved, by a person or by a later scan. */
  checkin_conflict_settled: {
    attendee_id: string | null;
    conflict_id: string;
    event_id: string | null;
    settled_at: string;
  };
  /** Somebody of the team answers it from now on, or nobody in particular. */
  conversation_assigned: {
    assigned_to: string | null;
    conversation_id: string;
    event_id: string | null;
    invitation_id: string | null;
  };
  /** One of the team read all that a party wrote, which counts for all of them. */
  conversation_read: {
    conversation_id: string;
    event_id: string | null;
    invitation_id: string | null;
  };
  /** The team took somebody's answer out. */
  date_poll_answer_removed: {
    answer_id: string;
    date_poll_id: string;
    event_id: string | null;
    name?: string;
  };
  /** Somebody said when they can come, or changed it. */
  date_poll_answered: {
    answer_id: string;
    date_poll_id: string;
    event_id: string | null;
    name?: string;
  };
  /** Its deadline changed, or whether names are shown. */
  date_poll_changed: {
    date_poll_id: string;
    event_id: string | null;
    version: number;
  };
  /** Closed: its event has the chosen date. */
  date_poll_closed: {
    date_poll_id: string;
    event_id: string | null;
    option_id: string;
    starts_at: string;
  };
  /** A host asks when the event could be. */
  date_poll_created: {
    date_poll_id: string;
    event_id: string | null;
  };
  /** Removed, with its answers. */
  date_poll_deleted: {
    date_poll_id: string;
    event_id: string | null;
  };
  /** Its deadline has passed; the host chooses. */
  date_poll_ended: {
    date_poll_id: string;
    event_id: string | null;
  };
  /** A date is no option any more. */
  date_poll_option_removed: {
    date_poll_id: string;
    event_id: string | null;
    option_id: string;
  };
  /** There are more dates; those who answered are asked about these. */
  date_poll_options_added: {
    date_poll_id: string;
    event_id: string | null;
    option_ids: (string)[];
  };
  /** It takes answers again; the event has no date until one is chosen. */
  date_poll_reopened: {
    date_poll_id: string;
    event_id: string | null;
  };
  /** A device was given a key. */
  device_added: {
    device: string;
    event_id: string | null;
    gate: string | null;
  };
  /** A device's name, gate or expiry changed. */
  device_changed: {
    device: string;
    event_id: string | null;
    gate: string | null;
  };
  /** A device's key was revoked. */
  device_revoked: {
    device: string;
    event_id: string | null;
  };
  /** The team gave a dispute up: the buyer keeps the money. */
  dispute_accepted: {
    amount: number;
    currency: string;
    dispute_id: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    status: string;
  };
  /** The team handed in evidence against a dispute. */
  dispute_answered: {
    amount: number;
    currency: string;
    dispute_id: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    status: string;
  };
  /** A dispute is being reviewed, or was decided. */
  dispute_moved: {
    amount: number;
    currency: string;
    dispute_id: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    status: string;
  };
  /** A buyer's bank takes money back; evidence can be handed in until `due_at`. */
  dispute_opened: {
    amount: number;
    currency: string;
    dispute_id: string;
    due_at: string | null;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    status: string;
  };
  /** Canceled: holds are released and guests notified. */
  event_canceled: {
    event_id: string | null;
    reason: string;
    version: number;
  };
  /** Completed. */
  event_completed: {
    event_id: string | null;
    version: number;
  };
  /** Deleted; can be restored for 30 days. */
  event_deleted: {
    event_id: string | null;
  };
  /** Published: guests can reply from now on. */
  event_published: {
    event_id: string | null;
    version: number;
  };
  /** A platform admin put the event back. */
  event_put_back: {
    event_id: string | null;
    version: number;
  };
  /** A canceled event is a draft again. */
  event_reopened: {
    event_id: string | null;
    version: number;
  };
  /** A platform admin took the event down. */
  event_taken_down: {
    event_id: string | null;
    reason: string;
    version: number;
  };
  /** An event's details changed. */
  event_updated: {
    event_id: string | null;
    version: number;
  };
  /** A gate was added. */
  gate_added: {
    event_id: string | null;
    gate: string;
  };
  /** A gate's name, position or zones changed. */
  gate_changed: {
    event_id: string | null;
    gate: string;
  };
  /** A gate was removed; its devices are left without one. */
  gate_removed: {
    event_id: string | null;
    gate: string;
  };
  /** Somebody checked in. */
  guest_checked_in: {
    attendee_id: string;
    checkin_time: string;
    event_id: string | null;
    gate: string | null;
    guest_id: string;
    guest_name?: string;
    invitation_id: string | null;
    name?: string;
    part_id: string | null;
    reason?: string | null;
    seat_number: string | null;
    version: number;
    was_inside: boolean;
  };
  /** Somebody checked out, or their check-in was undone. */
  guest_checked_out: {
    attendance: string;
    attendee_id: string;
    checkout_time: string;
    event_id: string | null;
    gate: string | null;
    guest_id: string;
    guest_name?: string;
    invitation_id: string | null;
    name?: string;
    part_id: string | null;
    seat_number: string | null;
    version: number;
    was_inside: boolean;
  };
  /** A guest replied, or someone changed their reply for them. */
  guest_responded: {
    answers?: Record<string, unknown>;
    attendee_id: string;
    event_id: string | null;
    guest_id: string;
    invitation_guest_id: string;
    invitation_id: string | null;
    name?: string;
    own_status: string;
    parts: Record<string, string>;
    status: string;
    version: number;
  };
  /** Guests of a party who waited for places came in by themselves. */
  guests_let_in: {
    event_id: string | null;
    invitation_id: string;
    places: number;
  };
  /** An invitation was canceled; its seats and places are free. */
  invitation_canceled: {
    event_id: string | null;
    invitation_id: string;
  };
  /** A party was invited. */
  invitation_created: {
    event_id: string | null;
    invitation_id: string;
    label?: string;
    status: string;
    version: number;
  };
  /** An invitation was deleted. */
  invitation_deleted: {
    event_id: string | null;
    invitation_id: string;
  };
  /** Somebody opened the invitation's page. */
  invitation_opened: {
    event_id: string | null;
    invitation_id: string;
  };
  /** A canceled invitation is valid again. */
  invitation_restored: {
    event_id: string | null;
    invitation_id: string;
  };
  /** An invitation was sent; the reaction to this fact writes the e-mails. */
  invitation_sent: {
    event_id: string | null;
    invitation_id: string;
    time: number;
  };
  /** An invitation's details or its derived status changed. */
  invitation_updated: {
    event_id: string | null;
    invitation_id: string;
    label?: string;
    status: string;
    version: number;
  };
  /** An invoice, a receipt or a credit note got its number. */
  invoice_issued: {
    currency: string;
    event_id: string | null;
    invoice_id: string;
    kind: string;
    number: string;
    order_id: string;
    total: number;
  };
  /** The requester took the request back, or the party it became was canceled. */
  join_request_canceled: {
    event_id: string | null;
    join_request_id: string;
    name?: string;
    user_id: string;
  };
  /** A request was accepted or declined; the requester is told when it can't be undone any more. */
  join_request_decided: {
    event_id: string | null;
    join_request_id: string;
    name?: string;
    places: number;
    status: string;
    user_id: string;
    version: number;
  };
  /** A decision was undone before the requester was told of it. */
  join_request_reopened: {
    event_id: string | null;
    join_request_id: string;
    user_id: string;
  };
  /** Somebody asked to come. */
  join_requested: {
    event_id: string | null;
    join_request_id: string;
    name?: string;
    places: number;
    user_id: string;
  };
  /** Some of an order's tickets were canceled. */
  lines_canceled: {
    currency: string;
    event_id: string | null;
    lines: number;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** House seats were kept or released. Clients that show the map reload the seat states. */
  /** Many rows of a list changed; viewers reload it. */
  /** The event is over: those who were going and never came are no-shows. Clients reload their
lists. */
  /** Seats were added, moved or removed. Clients that show the plan reload it. */
  list_changed: {
    batch_id?: string;
    count: number;
    event_id: string | null;
    house?: string | null;
    kind: string;
    plan_version?: number;
  };
  /** A member's role, duties, permissions or name changed. */
  member_changed: {
    event_id: string | null;
    member_id: string;
    name?: string;
    role: string;
    user_id: string | null;
  };
  /** An invitation to the team was sent again. */
  member_invitation_sent: {
    challenge_id: string;
    event_id: string | null;
    member_id: string;
    name?: string;
    role: string;
  };
  /** Somebody was invited to the team, or added to it; they get a mail. */
  member_invited: {
    challenge_id: string | null;
    event_id: string | null;
    member_id: string;
    name?: string;
    role: string;
    user_id: string | null;
  };
  /** Somebody who was invited is a member now. */
  member_joined: {
    event_id: string | null;
    member_id: string;
    name?: string;
    role: string;
    user_id: string;
  };
  /** Somebody was removed from the team, or left it. */
  member_removed: {
    event_id: string | null;
    has_left: boolean;
    member_id: string;
    name?: string;
    role: string;
    user_id: string | null;
  };
  /** An admin began to see the event as a member sees it. Nothing changed. */
  member_viewed: {
    event_id: string | null;
    member_id: string;
    name?: string;
    role: string;
  };
  /** One of the team replied to a guest's message. */
  message_answered: {
    event_id: string | null;
    invitation_id: string | null;
    message_id: string;
  };
  /** One of the team read a guest's message, which counts for all of them. */
  message_read: {
    event_id: string | null;
    invitation_id: string | null;
    message_id: string;
  };
  /** A guest's message is in the inbox; the reaction to this fact notifies the event's team. */
  message_received: {
    event_id: string | null;
    invitation_id: string | null;
    message_id: string;
  };
  /** A user has a new notification. */
  notification_created: {
    event_id: string | null;
    notification_id: string;
    user_id: string;
  };
  /** A user's notifications, one or several, were read. */
  notifications_read: {
    event_id: string | null;
    user_id: string;
  };
  /** An order was canceled, and its tickets are no longer valid. */
  order_canceled: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reason: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** An order wasn't paid in time; its places are free again. */
  order_expired: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** Its buyer got more time to pay. */
  order_extended: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** A payment was declined; another can follow while the places are held. */
  order_failed: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** An order was paid in full, and its tickets were issued. */
  order_paid: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** Somebody ordered tickets; their places are held, or theirs at once if they cost nothing. */
  order_placed: {
    buyer_name?: string;
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** How much of an order was paid back changed. */
  order_refunded: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    refunded: number;
    status: string;
    total: number;
    version: number;
  };
  /** A part was added to the event. */
  part_added: {
    event_id: string | null;
    title: string;
  };
  /** A part's details, places or invited parties changed. */
  part_changed: {
    event_id: string | null;
    title: string;
  };
  /** A part was removed, with the answers to it. */
  part_removed: {
    event_id: string | null;
    title: string;
  };
  /** The buyer began to pay. */
  payment_awaited: {
    currency: string;
    event_id: string | null;
    order_id: string;
    reference: string;
    status: string;
    total: number;
    version: number;
  };
  /** A payment can't be made any more. */
  payment_failed: {
    amount: number;
    currency: string;
    error: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    provider: string;
  };
  /** A person has to look at a payment: too little, too much, or not what the order says. */
  payment_questioned: {
    amount: number;
    attention: string;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    provider: string;
  };
  /** Money came in: `captured` in all by this payment. */
  payment_received: {
    amount: number;
    captured: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    provider: string;
  };
  /** All of a payment was paid back, or that failed. */
  payment_reversed: {
    amount: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    provider: string;
  };
  /** Somebody began to pay. */
  payment_started: {
    amount: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    provider: string;
  };
  /** Somebody gave held places back. */
  places_freed: {
    event_id: string | null;
    places: number;
  };
  /** Somebody holds places without seats while they fill in an order. */
  places_held: {
    event_id: string | null;
    places: number;
    ticket_type_id: string | null;
  };
  /** A promo code was added. */
  promo_code_added: {
    code: string;
    event_id: string | null;
    promo_code_id: string;
  };
  /** A promo code's value, quota or another detail changed. */
  promo_code_changed: {
    code: string;
    event_id: string | null;
    promo_code_id: string;
    version: number;
  };
  /** A promo code that no order used was removed. */
  promo_code_removed: {
    code: string;
    event_id: string | null;
    promo_code_id: string;
  };
  /** Money couldn't be paid back, perhaps weeks later: a person has to do something. */
  refund_failed: {
    amount: number;
    currency: string;
    error: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    refund_id: string;
    source: string;
    status: string;
  };
  /** The provider took a refund, which isn't final yet. */
  refund_pending: {
    amount: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    refund_id: string;
    source: string;
    status: string;
  };
  /** Money is to go back; a job tells the provider. */
  refund_queued: {
    amount: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    refund_id: string;
    source: string;
    status: string;
  };
  /** Money went back. */
  refund_succeeded: {
    amount: number;
    currency: string;
    event_id: string | null;
    order_id: string;
    payment_id: string;
    refund_id: string;
    source: string;
    status: string;
  };
  /** A seat was assigned to someone. */
  seat_assigned: {
    attendee_id: string;
    event_id: string | null;
    guest?: Record<string, unknown>;
    invitation_id: string | null;
    seat_id: string;
    seat_number: string;
  };
  /** A held seat was freed: the hold was released, expired, or ended with its event or plan. */
  /** An assigned seat was freed: its guest moved, isn't coming, or was removed. */
  seat_freed: {
    attendee_id?: string;
    event_id: string | null;
    invitation_id: string | null;
    reason: string;
    seat_id: string;
    seat_number: string;
    status: "blocked" | "free";
  };
  /** Someone holds a seat while they decide. */
  seat_locked: {
    event_id: string | null;
    held_until: string;
    invitation_id: string | null;
    seat_id: string;
    seat_number: string;
  };
  /** One seat's label, category or block changed. */
  seat_updated: {
    event_id: string | null;
    plan_version: number;
    seat_id: string;
    seat_number: string;
  };
  /** A link was made by which a number of people can come. */
  share_link_created: {
    event_id: string | null;
    invitation_id: string;
    max_guests: number;
  };
  /** A share link was ended; who came by it still comes. */
  share_link_ended: {
    event_id: string | null;
    invitation_id: string;
  };
  /** Somebody came by a share link, alone or with others. */
  share_link_used: {
    event_id: string | null;
    invitation_id: string;
    places: number;
    user_id: string;
  };
  /** A tag was bound to somebody's ticket, or removed from it. */
  tag_bound: {
    attendee_id: string;
    event_id: string | null;
    tag_uid?: string | null;
    ticket_id: string;
  };
  /** A task started, made progress, or ended. */
  task_progressed: {
    event_id: string | null;
    kind: string;
    progress: number;
    status: string;
    steps: number | null;
    task_id: string;
    user_id: string;
  };
  /** A ticket was reissued; its former QR code is no longer valid. */
  ticket_reissued: {
    attendee_id: string;
    event_id: string | null;
    invitation_id: string | null;
    reissue: number;
    ticket_id: string;
  };
  /** A ticket was passed on to somebody else; the former holder's code is no longer valid. */
  ticket_transferred: {
    attendee_id: string;
    event_id: string | null;
    former_guest_id: string;
    former_invitation_id: string | null;
    guest_id: string;
    invitation_id: string;
    reissue: number;
    ticket_id: string;
  };
  /** A type of tickets was added. */
  ticket_type_added: {
    event_id: string | null;
    ticket_type_id: string;
    type_name: string;
  };
  /** A type's price, quota or another detail changed. */
  ticket_type_changed: {
    event_id: string | null;
    ticket_type_id: string;
    type_name: string;
    version: number;
  };
  /** A type that nobody had ordered was removed. */
  ticket_type_removed: {
    event_id: string | null;
    ticket_type_id: string;
    type_name: string;
  };
  /** An offer was taken. */
  waitlist_converted: {
    event_id: string | null;
    user_id: string;
    waitlist_entry_id: string;
  };
  /** An offer ran out; its places go to the next in line. */
  waitlist_expired: {
    event_id: string | null;
    user_id: string;
    waitlist_entry_id: string;
  };
  /** Somebody waits for places. */
  waitlist_joined: {
    event_id: string | null;
    name?: string;
    places: number;
    user_id: string;
    waitlist_entry_id: string;
  };
  /** Somebody doesn't wait any more: they left the list, or a host took them off. */
  waitlist_left: {
    event_id: string | null;
    user_id: string;
    waitlist_entry_id: string;
  };
  /** Places were offered for a time; `offer_reason` is written by a host who did it out of turn. */
  waitlist_offered: {
    event_id: string | null;
    expires_at: string;
    name?: string;
    offer_reason?: string;
    places: number;
    user_id: string;
    waitlist_entry_id: string;
  };
  /** The team showed, hid or deleted a post, or undid that. */
  wall_post_moved: {
    event_id: string | null;
    kind: string;
    status: string;
    wall_post_id: string;
  };
  /** A post was removed by its author. */
  wall_post_removed: {
    event_id: string | null;
    kind: string;
    wall_post_id: string;
  };
  /** Somebody who sees a post says that it is wrong. */
  wall_post_reported: {
    event_id: string | null;
    kind: string;
    wall_post_id: string;
  };
  /** Somebody put a comment or a photo on the wall. */
  wall_posted: {
    event_id: string | null;
    kind: string;
    status: string;
    wall_post_id: string;
  };
}

export type FactName = keyof Facts;
/** Where a message stands in its channel. */
interface Placed {
  channel?: string;
  position?: string;
  after?: string;
}
/** One kind of message. Optional fields are sent only to staff, or not every time. */
export type Fact<Name extends FactName = FactName> = {
  [One in Name]: { action: One } & Placed & Facts[One];
}[Name];
