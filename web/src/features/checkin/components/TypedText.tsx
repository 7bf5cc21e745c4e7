import { memo, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { GateButton } from "./GateButton";

/** Text input for keyboards and hardware scanners, submitted with Enter. */
export const TypedText = memo(function TypedText({
  label,
  action,
  onText,
  isBusy,
  autoFocus,
}: {
  label: string;
  action: string;
  onText: (text: string) => void;
  isBusy?: boolean;
  autoFocus?: boolean;
}) {
  const [text, setText] = useState("");
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onText(text);
        setText("");
      }}
    >
      <TextField
        value={text}
        onChange={setText}
        autoFocus={autoFocus ?? false}
        className="flex flex-col gap-2"
      >
        <Label className="text-base text-gate-quiet">{label}</Label>
        <div className="flex gap-2">
          <Input
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="h-13 min-w-0 flex-1 rounded-control border border-gate-line bg-gate-surface px-4 text-lg tracking-widest text-gate-text data-focused:border-gate-text"
          />
          <GateButton type="submit" isFilled isPending={isBusy ?? false}>
            {action}
          </GateButton>
        </div>
      </TextField>
    </form>
  );
});
