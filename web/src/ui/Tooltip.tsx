import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";

export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <AriaTooltip
        offset={6}
        className="max-w-64 rounded-control bg-text px-2 py-1 text-xs text-page shadow-float"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
