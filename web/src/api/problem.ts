import { t } from "@lingui/core/macro";

interface FieldProblem {
  pointer?: string;
  loc?: (string | number)[];
  detail?: string;
  msg?: string;
  message?: string;
}

/** A problem+json response. Its message is shown to people; its pointers say which fields are wrong. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly type: string = "about:blank",
    readonly fields: Readonly<Record<string, string>> = {},
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "Problem";
  }

  static from(status: number, body: unknown): Problem {
    const record = isRecord(body) ? body : {};
    const errors = Array.isArray(record.errors) ? (record.errors as FieldProblem[]) : [];
    const fields: Record<string, string> = {};
    for (const error of errors) {
      const name = fieldName(error);
      if (name) fields[name] ??= error.detail ?? error.msg ?? error.message ?? "";
    }
    const text = [record.detail, record.title].find(
      (text): text is string => typeof text === "string" && text !== "",
    );
    return new Problem(
      status,
      text ?? fallback(status),
      typeof record.type === "string" ? record.type : "about:blank",
      fields,
      record,
    );
  }

  static offline(cause: unknown): Problem {
    if (cause instanceof Problem) return cause;
    return new Problem(0, t`The server can't be reached. Check the connection and try again.`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Maps "/body/email", "#/email" and ["body","email"] to `email`. */
function fieldName(error: FieldProblem): string | undefined {
  const parts = error.pointer
    ? error.pointer.replace(/^#/, "").split("/")
    : (error.loc ?? []).map(String);
  return parts.filter((part) => part && part !== "body").join(".") || undefined;
}

function fallback(status: number): string {
  if (status === 403) return t`You may not do this on this event.`;
  if (status === 404) return t`This isn't here any more.`;
  if (status === 409) return t`Someone changed this meanwhile. Look again and repeat.`;
  if (status === 429) return t`Too many requests. Wait a moment and try again.`;
  return t`Something went wrong on the server. Try again.`;
}

export function messageOf(error: unknown): string {
  return error instanceof Problem ? error.message : fallback(500);
}
