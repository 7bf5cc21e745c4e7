import { Calls, type Hold } from "./calls";

/** The calls of a buyer without an account: whose the holds are is proven by the key of the first. */
export class TicketCalls extends Calls {
  constructor(
    eventId: string,
    public key: string,
  ) {
    super("", eventId);
  }

  protected override who() {
    return { headers: {}, credentials: "omit" as const };
  }

  protected override async holdThem(body: object): Promise<Hold> {
    const hold = await super.holdThem({ ...body, ...(this.key ? { key: this.key } : {}) });
    this.key ||= hold.key;
    return hold;
  }
}
