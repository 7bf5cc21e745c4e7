import { t } from "@lingui/core/macro";
import { useEffect, type ReactNode } from "react";
import { messageOf, type PaperRequest } from "@/api";
import { saveFile } from "@/lib/save";
import { Notice, TextLink } from "@/ui";
import { useAskForPaper } from "../queries";
import { PaperState, usePaper } from "./PaperState";

export interface SavedPaper {
  make: (request: PaperRequest) => void;
  /** The format that is being made. */
  pending: PaperRequest["format"] | null;
  /** Its progress, that it is ready, or why it failed; nothing before it was asked for. */
  state: ReactNode;
}

/** Has a document made, and downloads it as soon as it is ready. */
export function useSavedPaper(eventId: string): SavedPaper {
  const ask = useAskForPaper(eventId);
  const paper = usePaper(ask.data?.task_id ?? null);
  const path = paper.isDone ? ask.data?.file_path : undefined;
  useEffect(() => {
    if (path) saveFile(path);
  }, [path]);
  const isPending = ask.isPending || paper.isRunning;
  const retry = () => ask.variables && ask.mutate(ask.variables);
  return {
    make: (request) => ask.mutate(request),
    pending: isPending ? (ask.variables?.format ?? "pdf") : null,
    state: (
      <>
        {ask.isError && <Notice tone="danger">{messageOf(ask.error)}</Notice>}
        <PaperState paper={paper} onRetry={retry}>
          {path && (
            <TextLink href={path} download className="ms-2">
              {t`Download it again`}
            </TextLink>
          )}
        </PaperState>
      </>
    ),
  };
}
