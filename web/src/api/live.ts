import type { Fact } from "./facts";

/** One socket for the whole app: subscriptions counted, cursors kept, gaps found. Knows no screen and no cache. */
/** What happened, as a channel tells it. */
export type LiveMessage = Fact;

/** Whatever comes by the socket: a fact, or what the socket says of itself. */
interface Heard {
  action: string;
  channel?: string;
  event_id?: string;
  position?: string;
  after?: string;
}

export interface Listener {
  onMessage: (message: LiveMessage) => void;
  /** What was seen can't be continued: read it anew. */
  onResync: () => void;
}

export type LinkState = "connecting" | "live" | "offline";
/** How often the other side is asked whether it is there, in ms; it has as long to answer. */
const rhythm = 10_000;
type OpenSocket = (url: string) => WebSocket;

interface Subscription {
  listeners: Set<Listener>;
  position: string | null;
}

const control = new Set([
  "subscribed",
  "unsubscribed",
  "watermark",
  "resync",
  "ack",
  "problem",
  "pong",
]);

export class Live {
  private socket: WebSocket | null = null;
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly watchers = new Set<() => void>();
  private retry = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  /** A ping went out, and nothing has been heard since. */
  private isAwaiting = false;
  private heardAt = 0;
  state: LinkState = "connecting";
  /** Since when nothing is certain; null while live. */
  staleSince: number | null = null;

  constructor(
    private readonly url: () => string,
    private readonly open: OpenSocket = (address) => new WebSocket(address),
    /** Said first on every connection, by those who have no log-in cookie. */
    private readonly hello: object | null = null,
  ) {}

  subscribe(channel: string, listener: Listener): () => void {
    let subscription = this.subscriptions.get(channel);
    if (!subscription) {
      subscription = { listeners: new Set(), position: null };
      this.subscriptions.set(channel, subscription);
      this.say({ action: "subscribe", channel });
    }
    subscription.listeners.add(listener);
    this.connect();
    return () => this.leave(channel, listener);
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }

  /** After log-out: nothing of the former person stays subscribed. */
  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.beat);
    this.subscriptions.clear();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private leave(channel: string, listener: Listener): void {
    const subscription = this.subscriptions.get(channel);
    if (!subscription) return;
    subscription.listeners.delete(listener);
    if (subscription.listeners.size > 0) return;
    this.subscriptions.delete(channel);
    this.say({ action: "unsubscribe", channel });
    if (this.subscriptions.size === 0) this.close();
  }

  private connect(): void {
    if (this.socket) return;
    const socket = this.open(this.url());
    this.socket = socket;
    socket.onopen = () => {
      this.retry = 0;
      if (this.hello) this.say(this.hello);
      for (const [channel, { position }] of this.subscriptions)
        this.say({ action: "subscribe", channel, ...(position ? { position } : {}) });
      this.heard();
      this.beat = setInterval(() => this.pulse(), rhythm);
      this.turn("live");
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.heard();
      this.hear(JSON.parse(event.data) as Heard);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  private heard(): void {
    this.isAwaiting = false;
    this.heardAt = Date.now();
  }

  /** After a tunnel or a sleep a line may stand open with nothing going through: whoever doesn't answer is gone. */
  private pulse(): void {
    if (!this.isAwaiting) {
      this.isAwaiting = true;
      this.say({ action: "ping" });
      return;
    }
    const dead = this.socket;
    this.staleSince = this.heardAt;
    this.lost();
    dead?.close();
  }

  private lost(): void {
    this.socket = null;
    clearInterval(this.beat);
    this.turn("offline");
    if (this.subscriptions.size === 0) return;
    const wait = Math.min(15_000, 500 * 2 ** this.retry++) * (0.7 + Math.random() * 0.6);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private turn(state: LinkState): void {
    this.state = state;
    this.staleSince = state === "live" ? null : (this.staleSince ?? Date.now());
    this.watchers.forEach((watcher) => watcher());
  }

  private say(message: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  private hear(message: Heard): void {
    for (const [channel, subscription] of this.subscriptions) {
      if (concerns(message, channel)) this.take(subscription, message);
    }
  }

  private take(subscription: Subscription, message: Heard): void {
    if (message.action === "resync") {
      subscription.position = null;
      subscription.listeners.forEach((listener) => listener.onResync());
      return;
    }
    if (message.action === "subscribed") {
      // With a position sent along, what was missed follows now, and a watermark after it.
      if (subscription.position) return;
      // Without one, what changed between the first read and this moment is read once more.
      subscription.position = message.position ?? null;
      subscription.listeners.forEach((listener) => listener.onResync());
      return;
    }
    if (control.has(message.action)) {
      if (message.position && message.action !== "ack") subscription.position = message.position;
      return;
    }
    if (message.position && message.position === subscription.position) return;
    const hasGap = Boolean(
      message.after && subscription.position && message.after !== subscription.position,
    );
    if (message.position) subscription.position = message.position;
    subscription.listeners.forEach((listener) => {
      if (hasGap) listener.onResync();
      else listener.onMessage(message as Fact);
    });
  }
}

/** A message names its channel; the few that don't are matched by their event. */
function concerns(message: Heard, channel: string): boolean {
  if (message.channel) return message.channel === channel;
  if (message.event_id) return channel.startsWith(`events/${message.event_id}/`);
  return message.action === "watermark";
}
