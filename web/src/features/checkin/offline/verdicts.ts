import { client, ok, Problem, type ScanConflict, type Scan, type ScanAnswer } from "@/api";

/** Asks the server for a verdict. Aborts after `timeoutMs`. */
export async function askVerdict(
  eventId: string,
  scan: Scan,
  timeoutMs: number,
): Promise<ScanAnswer> {
  const controller = new AbortController();
  const timeout = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const { results } = await ok(
      client.POST("/api/events/{event_id}/checkins", {
        params: { path: { event_id: eventId } },
        body: scan,
        signal: controller.signal,
      }),
    );
    const [answer] = results;
    if (!answer) throw new Error("A scan without a result");
    return answer;
  } finally {
    clearTimeout(timeout);
  }
}

/** Whether an error is a final refusal, so that queueing the scan wouldn't help. */
export function isFinal(error: unknown, exceptions: readonly number[]): error is Problem {
  return (
    error instanceof Problem &&
    error.status >= 400 &&
    error.status < 500 &&
    !exceptions.includes(error.status)
  );
}

export async function undoScan(eventId: string, nonce: string): Promise<void> {
  await ok(
    client.POST("/api/events/{event_id}/checkins/{nonce}/undo", {
      params: { path: { event_id: eventId, nonce } },
    }),
  );
}

export async function readConflicts(eventId: string): Promise<ScanConflict[]> {
  const page = await ok(
    client.GET("/api/events/{event_id}/checkins/conflicts", {
      params: { path: { event_id: eventId }, query: { limit: 50 } },
    }),
  );
  return page.items;
}

export async function resolveConflict(eventId: string, conflictId: string): Promise<void> {
  await ok(
    client.POST("/api/events/{event_id}/checkins/conflicts/{conflict_id}/resolve", {
      params: { path: { event_id: eventId, conflict_id: conflictId } },
      body: {},
    }),
  );
}
