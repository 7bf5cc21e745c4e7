import type { CompactSeat, Geometry, Letters } from "../lib/seatcanvas/compact";

/** Maximum number of retries while the server is overloaded. */
const maxRetries = 3;

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

/** The geometry of the room as guests may see it. */
export type PlanDrawing = Geometry & { seats: unknown[]; categories?: Category[] };

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly nearest: { id: string; seat_number: string }[],
    /** Labels of seats that would be left empty between taken ones. */ readonly orphans: string[] = [],
  ) {
    super(`refused ${status}`);
  }
}

/** The guest's API client, authenticated by the invitation code. */
export class Calls {
  constructor(
    private readonly code: string,
    private readonly eventId: string,
  ) {}

  /** Who asks: the invitation code, whoever is logged in besides. */
  protected who(): RequestInit & { headers: Record<string, string> } {
    return { headers: { "X-Invitation-Code": this.code, "X-Convite": "web" } };
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { headers, ...who } = this.who();
    const request = () =>
      fetch(path, {
        ...who,
        method,
        headers: { ...headers, ...(body ? { "Content-Type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    let response = await request();
    // The server is overloaded. All calls are idempotent, so retry after the delay it asks for.
    for (let attempt = 0; response.status === 503 && attempt < maxRetries; attempt++) {
      await new Promise((done) =>
        setTimeout(done, Math.min(5, Number(response.headers.get("Retry-After")) || 2) * 1000),
      );
      response = await request();
    }
    const data = (await response.json().catch(() => null)) as
      | (T & { nearest?: { id: string; seat_number: string }[]; type?: string; seats?: unknown })
      | null;
    if (!response.ok)
      throw new Refused(
        response.status,
        data?.nearest ?? [],
        data?.type === "/problems/orphan-seat" ? (data.seats as string[]) : [],
      );
    return data as T;
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
  /** One status letter per seat, without names. Seats that the host keeps back are reported as blocked. */
  status() {
    return this.call<Letters>("GET", `${this.event}/seats/status`);
  }
  async picture(id: string): Promise<Blob> {
    const response = await fetch(`/api/files/${id}`, this.who());
    if (!response.ok) throw new Refused(response.status, []);
    return response.blob();
  }
  hold(seatIds: string[]) {
    return this.holdThem({ seat_ids: seatIds });
  }
  /** Holds a number of adjacent seats chosen by the server. */
  holdTogether(count: number, category?: string) {
    return this.holdThem({ block: { places: count, ...(category ? { category } : {}) } });
  }
  protected holdThem(body: object): Promise<Hold> {
    return this.call<Hold>("POST", `${this.event}/holds`, body);
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
  releaseSeats(guests: string[]) {
    return this.call<Invitation>("DELETE", `${this.rsvp}/seats`, { guests });
  }
}
