import { t } from "@lingui/core/macro";
import { FileUp } from "lucide-react";
import { DropZone, FileTrigger, Text, type FileDropItem } from "react-aria-components";
import { Button } from "./Button";

interface Props {
  label: string;
  hint: string;
  accept: string[];
  onFile: (file: File) => void;
}

export function FileDrop({ label, hint, accept, onFile }: Props) {
  return (
    <DropZone
      onDrop={async (event) => {
        const item = event.items.find((one): one is FileDropItem => one.kind === "file");
        if (item) onFile(await item.getFile());
      }}
      className="flex flex-col items-center gap-3 rounded-card border border-dashed border-line-strong bg-sunken px-6 py-12 text-center transition data-drop-target:border-accent-text data-drop-target:bg-accent-soft"
    >
      <FileUp aria-hidden size={28} className="text-accent-text" />
      <Text slot="label" className="text-base font-medium">
        {label}
      </Text>
      <p className="text-sm text-quiet">{hint}</p>
      <FileTrigger
        acceptedFileTypes={accept}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button tone="filled">{t`Choose file`}</Button>
      </FileTrigger>
    </DropZone>
  );
}
