import { t } from "@lingui/core/macro";
import { cx } from "@/ui";
import type { Editor } from "./useEditor";
import { nameOf } from "./words";

/** All objects as a list, for screen readers and as an alternative to clicking on the canvas. */
export function ObjectList({ editor, onShow }: { editor: Editor; onShow: (key: string) => void }) {
  const { objects, plan, lines, selection } = editor;
  const shown = objects.slice(0, 400);
  if (objects.length === 0)
    return (
      <p className="px-4 py-6 text-sm text-quiet">{t`The plan is empty. Choose a tool and click on the canvas, or press Enter there.`}</p>
    );
  return (
    <ul aria-label={t`Objects`} className="py-1">
      {shown.map(({ key }) => (
        <li key={key}>
          <button
            type="button"
            aria-pressed={selection.has(key)}
            onClick={(event) => {
              editor.select(
                event.shiftKey || event.metaKey || event.ctrlKey
                  ? selection.has(key)
                    ? [...selection].filter((one) => one !== key)
                    : [...selection, key]
                  : [key],
              );
              onShow(key);
            }}
            className={cx(
              "min-h-8 w-full cursor-pointer px-4 py-1 text-start text-sm transition hover:bg-hover max-md:min-h-11",
              selection.has(key) && "bg-accent-soft font-medium",
            )}
          >
            {nameOf(plan, lines, key)}
          </button>
        </li>
      ))}
      {objects.length > shown.length && (
        <li className="px-4 py-2 text-xs text-quiet">{t`and ${objects.length - shown.length} more`}</li>
      )}
    </ul>
  );
}
