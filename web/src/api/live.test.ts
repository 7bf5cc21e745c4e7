import { describe, expect, it, vi } from "vitest";
import { Live } from "./live";

class Socket {
  readyState = 0;
  sent: { action: string; channel?: string; position?: string }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  send(text: string) {
    this.sent.push(JSON.parse(text) as Socket["sent"][number]);
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  receive(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

function setUp() {
  const sockets: Socket[] = [];
  const live = new Live(
    () => "ws://x/ws",
    () => {
      const socket = new Socket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  );
  const listener = { onMessage: vi.fn(), onResync: vi.fn() };
  return { live, sockets, listener };
}

const channel = "events/e1/seats";

describe("the socket", () => {
  it("subscribes once for many listeners and leaves with the last", () => {
    const { live, sockets, listener } = setUp();
    const first = live.subscribe(channel, listener);
    const second = live.subscribe(channel, { ...listener });
    sockets[0]?.open();
    expect(sockets[0]?.sent.filter((one) => one.action === "subscribe")).toHaveLength(1);
    first();
    expect(sockets[0]?.sent.some((one) => one.action === "unsubscribe")).toBe(false);
    second();
    expect(sockets[0]?.readyState).toBe(3);
  });

  it("hands on what follows and asks to read anew after a gap", () => {
    const { live, sockets, listener } = setUp();
    live.subscribe(channel, listener);
    sockets[0]?.open();
    sockets[0]?.receive({ action: "subscribed", channel, position: "1" });
    listener.onResync.mockClear();
    sockets[0]?.receive({ action: "seat_freed", channel, seat_id: "s", position: "2", after: "1" });
    expect(listener.onMessage).toHaveBeenCalledTimes(1);
    sockets[0]?.receive({ action: "seat_freed", channel, seat_id: "s", position: "2", after: "1" });
    expect(listener.onMessage).toHaveBeenCalledTimes(1);
    sockets[0]?.receive({ action: "seat_freed", channel, seat_id: "s", position: "9", after: "8" });
    expect(listener.onMessage).toHaveBeenCalledTimes(1);
    expect(listener.onResync).toHaveBeenCalledTimes(1);
  });

  it("says after a break how far it had come", () => {
    vi.useFakeTimers();
    const { live, sockets, listener } = setUp();
    live.subscribe(channel, listener);
    sockets[0]?.open();
    sockets[0]?.receive({ action: "subscribed", channel, position: "1" });
    sockets[0]?.receive({ action: "seat_freed", channel, position: "2", after: "1" });
    sockets[0]?.close();
    expect(live.state).toBe("offline");
    vi.advanceTimersByTime(2_000);
    sockets[1]?.open();
    expect(sockets[1]?.sent[0]).toEqual({ action: "subscribe", channel, position: "2" });
    expect(live.state).toBe("live");
    vi.useRealTimers();
  });

  it("notices a line that is open and dead, and says since when nothing came", () => {
    vi.useFakeTimers();
    const { live, sockets, listener } = setUp();
    live.subscribe(channel, listener);
    sockets[0]?.open();
    sockets[0]?.receive({ action: "subscribed", channel, position: "1" });
    vi.advanceTimersByTime(10_000);
    expect(sockets[0]?.sent.at(-1)).toEqual({ action: "ping" });
    sockets[0]?.receive({ action: "ack" });
    const lastMessageAt = Date.now();
    vi.advanceTimersByTime(15_000);
    expect(live.state).toBe("live");
    vi.advanceTimersByTime(10_000);
    expect(live.state).toBe("offline");
    expect(live.staleSince).toBe(lastMessageAt);
    vi.advanceTimersByTime(1_000);
    sockets[1]?.open();
    expect(sockets[1]?.sent[0]).toEqual({ action: "subscribe", channel, position: "1" });
    expect(live.staleSince).toBeNull();
    live.close();
    vi.useRealTimers();
  });

  it("takes what it missed without a false alarm", () => {
    vi.useFakeTimers();
    const { live, sockets, listener } = setUp();
    live.subscribe(channel, listener);
    sockets[0]?.open();
    sockets[0]?.receive({ action: "subscribed", channel, position: "1" });
    sockets[0]?.close();
    vi.advanceTimersByTime(2_000);
    listener.onResync.mockClear();
    sockets[1]?.open();
    sockets[1]?.receive({ action: "subscribed", channel, position: "3" });
    sockets[1]?.receive({ action: "seat_freed", channel, position: "2", after: "1" });
    sockets[1]?.receive({ action: "seat_freed", channel, position: "3", after: "2" });
    sockets[1]?.receive({ action: "watermark", channel, position: "3" });
    sockets[1]?.receive({ action: "seat_freed", channel, position: "4", after: "3" });
    expect(listener.onMessage).toHaveBeenCalledTimes(3);
    expect(listener.onResync).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it("starts over when the server says that it was too long", () => {
    const { live, sockets, listener } = setUp();
    live.subscribe(channel, listener);
    sockets[0]?.open();
    sockets[0]?.receive({ action: "resync", channel, reason: "too old" });
    expect(listener.onResync).toHaveBeenCalledTimes(1);
  });
});
