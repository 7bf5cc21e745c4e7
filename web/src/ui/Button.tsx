import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Link as AriaLink,
  type ButtonProps as AriaButtonProps,
  type LinkProps,
} from "react-aria-components";
import { cx } from "./cx";
import { Spinner } from "./Spinner";
import { Tooltip } from "./Tooltip";

export type ButtonTone = "filled" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

const shape =
  "inline-flex items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap cursor-pointer transition select-none data-disabled:cursor-not-allowed data-disabled:opacity-50";
const tones: Record<ButtonTone, string> = {
  filled: "bg-accent text-on-accent hover:bg-accent-strong data-pressed:bg-accent-strong",
  plain:
    "bg-surface text-text border border-line hover:bg-hover hover:border-line-strong data-pressed:bg-hover",
  quiet: "text-quiet hover:text-text hover:bg-hover data-pressed:bg-hover",
  danger: "bg-surface text-danger border border-line hover:border-danger hover:bg-danger-soft",
};
const sizes: Record<ButtonSize, string> = {
  small: "h-8 px-3 text-xs",
  medium: "h-9 px-4 text-sm",
  large: "min-h-11 px-5 py-2 text-base",
};

export function buttonStyle(
  tone: ButtonTone = "plain",
  size: ButtonSize = "medium",
  extra?: string,
): string {
  return cx(shape, tones[tone], sizes[size], extra);
}

interface Look {
  tone?: ButtonTone;
  size?: ButtonSize;
  icon?: ReactNode;
  children?: ReactNode;
  className?: string;
}

export type ButtonProps = Look & Omit<AriaButtonProps, "children" | "className">;

export function Button({ tone, size, icon, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonStyle(tone, size, className)}>
      {rest.isPending ? <Spinner /> : icon}
      {children}
    </AriaButton>
  );
}

export function LinkButton({
  tone,
  size,
  icon,
  children,
  className,
  ...rest
}: Look & Omit<LinkProps, "children" | "className">) {
  return (
    <AriaLink {...rest} className={buttonStyle(tone, size, className)}>
      {icon}
      {children}
    </AriaLink>
  );
}

/** An icon-only button, for places without room for a label. Its name is also its tooltip. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: { label: string; icon: ReactNode; className?: string } & Omit<
  AriaButtonProps,
  "children" | "className"
>) {
  return (
    <Tooltip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={cx(
          "inline-grid size-8 place-items-center rounded-control text-quiet cursor-pointer transition hover:bg-hover hover:text-text data-disabled:opacity-50",
          className,
        )}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}

export function TextLink({
  children,
  className,
  ...rest
}: Omit<LinkProps, "children" | "className"> & { children: ReactNode; className?: string }) {
  return (
    <AriaLink
      {...rest}
      className={cx(
        "text-accent-text underline decoration-line-strong underline-offset-4 hover:decoration-current rounded-control",
        className,
      )}
    >
      {children}
    </AriaLink>
  );
}
