import type { CompactSeat, Geometry, Letters } from "../lib/seatcanvas/compact";

/** How often a call is repeated while too many ask at once. */
const turns = 3;

export type Seat = CompactSeat;
export interface Guest {
  id: string;
  name: string;
  status: string;
  seat_id?: string | null;
  seat_number?: string | null;
}
export interface Invitation {
  invitation: { id: string };
  guests: Guest[];
}
export interface Hold {
  key: string;
  seats: { id: string; seat_number: string }[];
  expires_at: string;
  server_time: string;
  is_split?: boolean;
}
export interface Choice {
  guest: string;
  seat_id: string;
}
export interface Category {
  name: string;
  color?: string | null;
  kind?: string | null;
}

/** The room as the guest's map draws it. */
export type PlanDrawing = Geometry & { seats: unknown[]; categories?: Category[] };

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly nearest: { id: string; seat_number: string }[],
    /** Seats that would be left alone. */ readonly alone: string[] = [],
  ) {
    super(`refused ${status}`);
  }
}

/** The guest's few calls, known by the invitation's code alone. */
export class Calls {
  constructor(
    private readonly code: string,
    private readonly eventId: string,
  ) {}

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const ask = () =>
      fetch(path, {
        method,
        headers: {
          "X-Invitation-Code": this.code,
          "X-Convite": "web",
          ...(body ? { "Content-Type": "application/json" } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    let response = await ask();
    // A rush: every call here can be said twice, so it is asked again when the server says.
    for (let turn = 0; response.status === 503 && turn < turns; turn++) {
      await new Promise((done) =>
        setTimeout(done, Math.min(5, Number(response.headers.get("Retry-After")) || 2) * 1000),
      );
      response = await ask();
    }
    const answer = (await response.json().catch(() => null)) as
      | (T & { nearest?: { id: string; seat_number: string }[]; type?: string; seats?: unknown })
      | null;
    if (!response.ok)
      throw new Refused(
        response.status,
        answer?.nearest ?? [],
        answer?.type === "/problems/orphan-seat" ? (answer.seats as string[]) : [],
      );
    return answer as T;
  }

  private get event() {
    return `/api/events/${this.eventId}`;
  }
  private get rsvp() {
    return `/api/rsvp/${encodeURIComponent(this.code)}`;
  }

  invitation() {
    return this.call<Invitation>("GET", this.rsvp);
  }
  drawing() {
    return this.call<PlanDrawing>("GET", `${this.event}/seats/geometry`);
  }
  /** How every seat stands, a letter each: no names, and what the host keeps looks blocked. */
  status() {
    return this.call<Letters>("GET", `${this.event}/seats/status`);
  }
  async picture(id: string): Promise<Blob> {
    const response = await fetch(`/api/files/${id}`, {
      headers: { "X-Invitation-Code": this.code },
    });
    if (!response.ok) throw new Refused(response.status, []);
    return response.blob();
  }
  hold(seatIds: string[]) {
    return this.call<Hold>("POST", `${this.event}/holds`, { seat_ids: seatIds });
  }
  /** So many seats together, chosen by the server. */
  block(places: number) {
    return this.call<Hold>("POST", `${this.event}/holds`, { block: { places } });
  }
  extend(key: string) {
    return this.call<{ expires_at: string; server_time: string }>(
      "POST",
      `/api/holds/${encodeURIComponent(key)}/extend`,
    );
  }
  release(key: string) {
    return this.call<void>("DELETE", `/api/holds/${encodeURIComponent(key)}`);
  }
  confirm(seats: Choice[]) {
    return this.call<Invitation>("POST", `${this.rsvp}/seats`, { seats });
  }
  free(guests: string[]) {
    return this.call<Invitation>("DELETE", `${this.rsvp}/seats`, { guests });
  }
}
