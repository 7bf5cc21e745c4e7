import type { Fact } from "./facts";

/** An event received on a channel. */
export type LiveMessage = Fact;

/** Any message from the socket: a fact or a control message. */
interface Incoming {
  action: string;
  channel?: string;
  event_id?: string;
  position?: string;
  after?: string;
}

export interface Listener {
  onMessage: (message: LiveMessage) => void;
  /** The cursor can't be resumed, so everything has to be refetched. */
  onResync: () => void;
}

export type LinkState = "connecting" | "live" | "offline";
/** Interval between pings, in ms. A pong has to arrive before the next one is due. */
const pingInterval = 10_000;
type OpenSocket = (url: string) => WebSocket;

interface Subscription {
  listeners: Set<Listener>;
  position: string | null;
}

const controlActions = new Set([
  "subscribed",
  "unsubscribed",
  "watermark",
  "resync",
  "ack",
  "problem",
  "pong",
]);

/** The app's WebSocket client: it counts subscriptions, keeps a cursor per channel and detects gaps. It knows nothing about the UI or the cache. */
export class Live {
  private socket: WebSocket | null = null;
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly watchers = new Set<() => void>();
  private retry = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  /** A ping was sent and nothing has been received since. */
  private isAwaitingPong = false;
  private lastMessageAt = 0;
  state: LinkState = "connecting";
  /** Since when the data may be out of date; null while live. */
  staleSince: number | null = null;

  constructor(
    private readonly url: () => string,
    private readonly open: OpenSocket = (address) => new WebSocket(address),
    /** Sent first on every connection, for clients without a session cookie. */
    private readonly authMessage: object | null = null,
  ) {}

  subscribe(channel: string, listener: Listener): () => void {
    let subscription = this.subscriptions.get(channel);
    if (!subscription) {
      subscription = { listeners: new Set(), position: null };
      this.subscriptions.set(channel, subscription);
      this.send({ action: "subscribe", channel });
    }
    subscription.listeners.add(listener);
    this.connect();
    return () => this.unsubscribe(channel, listener);
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }

  /** Clears all subscriptions after logout, so that nothing of the previous user stays subscribed. */
  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    this.subscriptions.clear();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private unsubscribe(channel: string, listener: Listener): void {
    const subscription = this.subscriptions.get(channel);
    if (!subscription) return;
    subscription.listeners.delete(listener);
    if (subscription.listeners.size > 0) return;
    this.subscriptions.delete(channel);
    this.send({ action: "unsubscribe", channel });
    if (this.subscriptions.size === 0) this.close();
  }

  private connect(): void {
    if (this.socket) return;
    const socket = this.open(this.url());
    this.socket = socket;
    socket.onopen = () => {
      this.retry = 0;
      if (this.authMessage) this.send(this.authMessage);
      for (const [channel, { position }] of this.subscriptions)
        this.send({ action: "subscribe", channel, ...(position ? { position } : {}) });
      this.markAlive();
      this.heartbeat = setInterval(() => this.checkConnection(), pingInterval);
      this.setState("live");
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.markAlive();
      this.receive(JSON.parse(event.data) as Incoming);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.handleDisconnect();
    };
  }

  private markAlive(): void {
    this.isAwaitingPong = false;
    this.lastMessageAt = Date.now();
  }

  /** Detects half-open connections (after a tunnel or sleep): if the last ping wasn't answered, the socket is closed and reconnected. */
  private checkConnection(): void {
    if (!this.isAwaitingPong) {
      this.isAwaitingPong = true;
      this.send({ action: "ping" });
      return;
    }
    const staleSocket = this.socket;
    this.staleSince = this.lastMessageAt;
    this.handleDisconnect();
    staleSocket?.close();
  }

  private handleDisconnect(): void {
    this.socket = null;
    clearInterval(this.heartbeat);
    this.setState("offline");
    if (this.subscriptions.size === 0) return;
    const wait = Math.min(15_000, 500 * 2 ** this.retry++) * (0.7 + Math.random() * 0.6);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  private setState(state: LinkState): void {
    this.state = state;
    this.staleSince = state === "live" ? null : (this.staleSince ?? Date.now());
    this.watchers.forEach((watcher) => watcher());
  }

  private send(message: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  private receive(message: Incoming): void {
    for (const [channel, subscription] of this.subscriptions) {
      if (isForChannel(message, channel)) this.handle(subscription, message);
    }
  }

  private handle(subscription: Subscription, message: Incoming): void {
    if (message.action === "resync") {
      subscription.position = null;
      subscription.listeners.forEach((listener) => listener.onResync());
      return;
    }
    if (message.action === "subscribed") {
      // We sent a cursor, so the missed messages follow now, and then a watermark.
      if (subscription.position) return;
      // We have no cursor yet. Refetch once to pick up changes between the first fetch and this subscription.
      subscription.position = message.position ?? null;
      subscription.listeners.forEach((listener) => listener.onResync());
      return;
    }
    if (controlActions.has(message.action)) {
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

/** Messages name their channel. The few that don't are matched by their event. */
function isForChannel(message: Incoming, channel: string): boolean {
  if (message.channel) return message.channel === channel;
  if (message.event_id) return channel.startsWith(`events/${message.event_id}/`);
  return message.action === "watermark";
}
