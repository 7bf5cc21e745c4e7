import { t } from "@lingui/core/macro";
import { Button, Dialog } from "@/ui";
import { toolList } from "./Toolbar";

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const groups: [string, [string, string][]][] = [
    [t`Tools`, toolList().map((tool): [string, string] => [tool.key, tool.label])],
    [
      t`Choose`,
      [
        ["Tab", t`Next object`],
        ["Shift Tab", t`Previous`],
        ["Esc", t`Deselect all; Tab then leaves the canvas`],
        ["Ctrl A", t`Select all`],
        ["Shift", t`click: add to selection`],
        ["Alt", t`drag: free lasso`],
      ],
    ],
    [
      t`Change`,
      [
        ["← ↑ ↓ →", t`Move`],
        ["Shift ←", t`Move further`],
        ["Alt ←", t`Move slightly`],
        ["R", t`Turn by 15°`],
        ["Shift R", t`Turn back by 15°`],
        ["Del", t`Delete`],
        ["Ctrl C", t`Copy`],
        ["Ctrl V", t`Paste`],
        ["Ctrl D", t`Duplicate`],
        ["Ctrl Z", t`Undo`],
        ["Shift Ctrl Z", t`Redo`],
      ],
    ],
    [
      t`Draw`,
      [
        ["Enter", t`Place the object in the center, or close the shape`],
        ["+ −", t`Zoom in, zoom out`],
        ["0", t`Show everything`],
        ["?", t`This list`],
      ],
    ],
  ];
  return (
    <Dialog
      title={t`Keys`}
      wide
      isOpen={isOpen}
      onClose={onClose}
      footer={<Button onPress={onClose}>{t`Close`}</Button>}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map(([name, keys]) => (
          <section key={name}>
            <h3 className="mb-1 text-sm font-medium">{name}</h3>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-sm">
              {keys.map(([key, word]) => (
                <div key={key + word} className="col-span-2 grid grid-cols-subgrid items-center">
                  <dt>
                    <kbd
                      dir="ltr"
                      className="rounded-control border border-line bg-sunken px-1.5 py-0.5 text-xs whitespace-nowrap"
                    >
                      {key}
                    </kbd>
                  </dt>
                  <dd className="text-quiet">{word}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
