import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
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
        <AriaMenu aria-label={label} className="min-w-48 p-1 outline-none">
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
      </Popover>
    </MenuTrigger>
  );
}
