import { client, ok, Problem, type ScanAnswer, type WalkIn } from "@/api";
import type { ScanQueue } from "./queue";
import type { Queued } from "./store";

const batch = 200;

/** Results that need no further action on the device: a success, or a conflict that the supervisor resolves. */
const isDone = (answer: ScanAnswer) =>
  answer.result === "ok" || answer.result === "already_in" || answer.result === "already_out";

/** Uploads the queue, oldest scans first. Answered scans are removed; refused ones are kept for review. */
export async function upload(eventId: string, queue: ScanQueue, onStep: () => void): Promise<void> {
  for (let { waiting } = queue; waiting.length > 0; { waiting } = queue) {
    const walkIn = waiting.find((one) => one.walkIn);
    if (walkIn?.walkIn) await uploadWalkIn(eventId, queue, walkIn, walkIn.walkIn);
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
      await queue.save({
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
    // Keep what the server refused for review. Other errors are retried.
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 422)) throw error;
    await queue.save({ ...one, state: "refused", result: "invalid", detail: error.message });
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
