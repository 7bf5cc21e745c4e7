import { Ellipsis } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  type MenuProps,
} from "react-aria-components";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { itemStyle, popoverStyle } from "./Select";

export interface MenuAction {
  id: string;
  label: string;
  icon?: ReactNode;
  onAction?: () => void;
  href?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  startsGroup?: boolean;
}

export function Menu({
  label,
  actions,
  trigger,
}: {
  label: string;
  actions: MenuAction[];
  trigger?: ReactNode;
}) {
  return (
    <MenuTrigger>
      {trigger ?? <IconButton label={label} icon={<Ellipsis size={18} />} />}
      <Popover placement="bottom end" className={popoverStyle}>
        <Actions label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  );
}

const opening = new Set(["Enter", " ", "ArrowDown", "ArrowUp"]);

/**
 * A menu in a row of a list. Until it's opened it is a plain button, which the browser draws in no time, so that
 * long lists scroll smoothly.
 */
export function RowMenu({
  label,
  buttonLabel,
  actions,
  isDisabled,
  className,
  children,
}: {
  label: string;
  buttonLabel: string;
  actions: () => MenuAction[];
  isDisabled?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus goes when the menu opens; null until it has been opened once. */
  const [start, setStart] = useState<"first" | "last" | null>(null);
  const [isOpen, setOpen] = useState(false);
  const open = (at: "first" | "last") => {
    if (isDisabled) return;
    // Safari doesn't focus a button that is clicked, and focus returns to what had it
    button.current?.focus();
    setStart(at);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!opening.has(event.key)) return;
    event.preventDefault();
    open(event.key === "ArrowUp" ? "last" : "first");
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={buttonLabel}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // a disabled button would lose the focus
        aria-disabled={isDisabled}
        onClick={() => open("first")}
        onKeyDown={onKeyDown}
        className={className}
      >
        {children}
      </button>
      {start !== null && (
        <Popover
          triggerRef={button}
          isOpen={isOpen}
          onOpenChange={setOpen}
          placement="bottom end"
          aria-label={label}
          className={popoverStyle}
        >
          <Actions
            label={label}
            actions={actions()}
            autoFocus={start}
            onClose={() => setOpen(false)}
          />
        </Popover>
      )}
    </>
  );
}

function Actions({
  label,
  actions,
  ...rest
}: { label: string; actions: MenuAction[] } & Pick<MenuProps<object>, "autoFocus" | "onClose">) {
  return (
    <AriaMenu aria-label={label} {...rest} className="min-w-48 p-1 outline-none">
      {actions.flatMap((action) => [
        action.startsGroup ? (
          <Separator key={`${action.id}-line`} className="my-1 border-t border-line" />
        ) : null,
        <MenuItem
          key={action.id}
          id={action.id}
          textValue={action.label}
          {...(action.href ? { href: action.href } : {})}
          {...(action.onAction ? { onAction: action.onAction } : {})}
          isDisabled={action.isDisabled ?? false}
          className={cx(itemStyle, action.isDanger && "text-danger")}
        >
          {action.icon}
          {action.label}
        </MenuItem>,
      ])}
    </AriaMenu>
  );
}
