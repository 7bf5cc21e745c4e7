import { client, ok, Problem, type ScanAnswer, type WalkIn } from "@/api";
import type { ScanQueue } from "./queue";
import type { Queued } from "./store";

const batch = 200;

/** Fine, or a conflict that the supervisor sees: nothing is left to do on the device. */
const isDone = (answer: ScanAnswer) =>
  answer.result === "ok" || answer.result === "already_in" || answer.result === "already_out";

/** Oldest first; what the server has answered for leaves the queue, what it refused is kept to be looked at. */
export async function upload(eventId: string, queue: ScanQueue, onStep: () => void): Promise<void> {
  for (let { waiting } = queue; waiting.length > 0; { waiting } = queue) {
    const newcomer = waiting.find((one) => one.walkIn);
    if (newcomer?.walkIn) await uploadWalkIn(eventId, queue, newcomer, newcomer.walkIn);
    else await uploadScans(eventId, queue, waiting.slice(0, batch));
    onStep();
  }
}

async function uploadScans(eventId: string, queue: ScanQueue, part: Queued[]): Promise<void> {
  const { results } = await ok(
    client.POST("/api/events/{event_id}/checkins", {
      params: { path: { event_id: eventId } },
      body: { scans: part.map((one) => one.scan) },
    }),
  );
  const done: string[] = [];
  for (const [number, one] of part.entries()) {
    const answer = results[number];
    if (!answer) throw new Error("A queued scan without a result");
    if (isDone(answer)) done.push(one.nonce);
    else
      await queue.put({
        ...one,
        state: "refused",
        result: answer.result,
        detail: answer.detail ?? null,
      });
  }
  await queue.remove(done);
}

async function uploadWalkIn(
  eventId: string,
  queue: ScanQueue,
  one: Queued,
  body: WalkIn,
): Promise<void> {
  try {
    await sendWalkIn(eventId, body);
    await queue.remove([one.nonce]);
  } catch (error) {
    // What the server refuses is kept to be looked at; anything else is tried again.
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
    await queue.put({ ...one, state: "refused", result: "invalid", detail: error.message });
  }
}

export function sendWalkIn(eventId: string, body: WalkIn, signal?: AbortSignal) {
  return ok(
    client.POST("/api/events/{event_id}/walk-ins", {
      params: { path: { event_id: eventId } },
      body,
      ...(signal ? { signal } : {}),
    }),
  );
}
