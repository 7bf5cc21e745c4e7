import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { Button, LinkButton } from "@/ui";
import type { useAskForPaper } from "../queries";
import type { usePaper } from "./PaperState";

/** Creates the paper of a dialog, then offers it as a download. */
export function PaperFooter({
  paper,
  ask,
  onCreate,
  onClose,
}: {
  paper: ReturnType<typeof usePaper>;
  ask: Pick<ReturnType<typeof useAskForPaper>, "data" | "isPending">;
  onCreate: () => void;
  onClose: () => void;
}) {
  return (
    <>
      <Button tone="quiet" onPress={onClose}>{t`Done`}</Button>
      {paper.isDone && ask.data ? (
        <LinkButton
          tone="filled"
          icon={<Download size={16} />}
          href={ask.data.file_path}
          download
        >{t`Download`}</LinkButton>
      ) : (
        <Button
          tone="filled"
          isPending={ask.isPending || paper.isRunning}
          onPress={onCreate}
        >{t`Create`}</Button>
      )}
    </>
  );
}
