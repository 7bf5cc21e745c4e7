import { useId } from "react";

export const patterns = ["petals", "dots", "waves", "stripes", "plain"] as const;
export type Pattern = (typeof patterns)[number];

/** What covers an event's page without a picture; drawn as the page itself draws it. */
export function CoverPattern({ pattern }: { pattern: Pattern }) {
  const id = useId();
  return (
    <div
      aria-hidden
      className="h-28 text-(--cover-ink)"
      style={{ background: "linear-gradient(120deg, var(--cover-from), var(--cover-to))" }}
    >
      {pattern !== "plain" && (
        <svg className="size-full">
          <defs>
            <pattern
              id={id}
              width="56"
              height="56"
              patternUnits="userSpaceOnUse"
              patternTransform={pattern === "waves" ? undefined : "rotate(18)"}
            >
              <Tile pattern={pattern} />
            </pattern>
          </defs>
          <rect width="100%" height="100%" fill={`url(#${id})`} />
        </svg>
      )}
    </div>
  );
}

function Tile({ pattern }: { pattern: Pattern }) {
  if (pattern === "dots")
    return (
      <>
        <circle cx="14" cy="14" r="6" fill="currentColor" />
        <circle cx="42" cy="42" r="6" fill="currentColor" />
      </>
    );
  if (pattern === "waves")
    return (
      <path
        d="M0 14q14-14 28 0t28 0M0 42q14-14 28 0t28 0"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
      />
    );
  if (pattern === "stripes")
    return <path d="M14 0v56M42 0v56" stroke="currentColor" strokeWidth="8" />;
  return (
    <path
      d="M28 6c7 9 7 17 0 22c-7-5-7-13 0-22zM28 50c-7-9-7-17 0-22c7 5 7 13 0 22zM6 28c9-7 17-7 22 0c-5 7-13 7-22 0zM50 28c-9 7-17 7-22 0c5-7 13-7 22 0z"
      fill="currentColor"
    />
  );
}
