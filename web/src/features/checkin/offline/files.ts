import type { Queued } from "./store";

/** Exports this device's scans as CSV: what was scanned, when, where, and the server's answer. */
const columns = [
  "made_at",
  "state",
  "result",
  "detail",
  "direction",
  "ticket",
  "tag",
  "code",
  "attendee_id",
  "name",
  "gate",
  "device",
  "nonce",
] as const;

export function rowOf(one: Queued): Record<(typeof columns)[number], string> {
  const { scan, walkIn } = one;
  const made = scan.at ?? walkIn?.at ?? new Date(one.addedAt).toISOString();
  return {
    made_at: made,
    state: one.state,
    result: one.result ?? "",
    detail: one.detail ?? "",
    direction: scan.direction ?? "in",
    ticket: scan.ticket ?? "",
    tag: scan.tag ?? "",
    code: scan.code ?? "",
    attendee_id: scan.attendee_id ?? "",
    name: walkIn?.name ?? "",
    gate: scan.gate ?? walkIn?.gate ?? "",
    device: scan.device ?? walkIn?.device ?? "",
    nonce: one.nonce,
  };
}

export function tableOf(rows: readonly Queued[]): string[][] {
  return [[...columns], ...rows.map((one) => columns.map((column) => rowOf(one)[column]))];
}

/** Exports everything known about the scans as JSON. `scans` can be posted to the API by hand. */
export function documentOf(rows: readonly Queued[]): string {
  return JSON.stringify(
    {
      format: "convite-scans/1",
      scans: rows.map((one) => ({
        state: one.state,
        result: one.result,
        detail: one.detail,
        ...(one.walkIn ? { walk_in: one.walkIn } : { scan: one.scan }),
      })),
    },
    null,
    2,
  );
}
