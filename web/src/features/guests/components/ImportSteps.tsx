import { t } from "@lingui/core/macro";
import { cx } from "@/ui";

export type ImportStep = "file" | "mapping" | "preview" | "run" | "report";

/** Where somebody is in the import. */
export function ImportSteps({ current }: { current: ImportStep }) {
  const steps: [ImportStep, string][] = [
    ["file", t`File`],
    ["mapping", t`Columns`],
    ["preview", t`Preview`],
    ["report", t`Done`],
  ];
  const at = steps.findIndex(([id]) => id === (current === "run" ? "report" : current));
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {steps.map(([id, word], index) => (
        <li
          key={id}
          aria-current={index === at ? "step" : undefined}
          className={cx(
            "flex items-center gap-2",
            index === at ? "font-medium text-text" : "text-quiet",
          )}
        >
          <span
            data-figures
            className={cx(
              "grid size-6 place-items-center rounded-full text-xs",
              index <= at ? "bg-accent text-on-accent" : "border border-line-strong",
            )}
          >
            {index + 1}
          </span>
          {word}
        </li>
      ))}
    </ol>
  );
}
