import { t } from "@lingui/core/macro";
import { useId, useState, type ReactNode } from "react";
import { Button, type ButtonSize } from "./Button";
import { cx } from "./cx";
import { Dialog } from "./Dialog";
import { Notice } from "./Notice";
import { Panel } from "./Panel";

/** The state and actions of a form, as returned by `useForm`. */
export interface FormState {
  attach: (element: HTMLFormElement | null) => void;
  submit: () => void;
  reset: () => void;
  /** An error that belongs to no field. */
  problem: string | null;
  isBusy: boolean;
  isDirty: boolean;
  isReady: boolean;
}

/** Brings what was refused into view: the form may be scrolled down to its button. */
function intoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: "nearest" });
}

interface FormProps {
  form: FormState;
  id?: string;
  label?: string;
  className?: string;
  children: ReactNode;
}

export function Form({ form, id, label, className, children }: FormProps) {
  const { attach, problem, submit } = form;
  return (
    <form
      id={id}
      ref={attach}
      noValidate
      aria-label={label}
      className={cx("flex flex-col", className ?? "gap-4")}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      {problem && (
        <div key={problem} ref={intoView}>
          <Notice tone="danger">{problem}</Notice>
        </div>
      )}
      {children}
    </form>
  );
}

export function SubmitButton({
  form,
  formId,
  isPlain,
  isDisabled,
  size,
  icon,
  children,
}: {
  form: FormState;
  formId?: string;
  isPlain?: boolean;
  isDisabled?: boolean;
  size?: ButtonSize;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Button
      type="submit"
      tone={isPlain ? "plain" : "filled"}
      isPending={form.isBusy}
      isDisabled={isDisabled ?? false}
      icon={icon}
      {...(formId ? { form: formId } : {})}
      {...(size ? { size } : {})}
    >
      {children}
    </Button>
  );
}

interface Overlay {
  title: ReactNode;
  form: FormState;
  /** Label of the submit button. */
  action: ReactNode;
  /** By default the button is disabled until every required field is filled in. */
  isDisabled?: boolean;
  isOpen?: boolean;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** Asks before unsaved input is discarded. The Cancel button closes without asking. */
function useDiscard(form: FormState, onClose: () => void) {
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    form.reset();
    onClose();
  };
  return {
    close,
    ask: () => (form.isDirty && !form.isBusy ? setAsking(true) : close()),
    question: (
      <Dialog
        role="alertdialog"
        title={t`Discard what you typed?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button tone="quiet" onPress={() => setAsking(false)}>{t`Keep editing`}</Button>
            <Button tone="danger" onPress={close}>{t`Discard`}</Button>
          </>
        }
      >
        <p className="text-sm text-quiet">{t`It isn't saved yet.`}</p>
      </Dialog>
    ),
  };
}

/** The parts that dialogs and panels with a form share. */
function useFormOverlay(overlay: Overlay) {
  const { form, action, onClose, className, children, isDisabled = !form.isReady } = overlay;
  const id = useId();
  return {
    ...useDiscard(form, onClose),
    submit: (
      <SubmitButton form={form} formId={id} isDisabled={isDisabled}>
        {action}
      </SubmitButton>
    ),
    body: (
      <Form form={form} id={id} {...(className ? { className } : {})}>
        {children}
      </Form>
    ),
  };
}

/** A short form in a dialog with a submit and a cancel button. */
export function FormDialog({
  cancel,
  wide,
  ...overlay
}: Overlay & { cancel?: string; wide?: boolean }) {
  const { close, ask, question, submit, body } = useFormOverlay(overlay);
  return (
    <>
      <Dialog
        title={overlay.title}
        isOpen={overlay.isOpen ?? true}
        onClose={ask}
        wide={wide ?? false}
        footer={
          <>
            <Button tone="quiet" onPress={close}>
              {cancel ?? t`Cancel`}
            </Button>
            {submit}
          </>
        }
      >
        {body}
      </Dialog>
      {question}
    </>
  );
}

/** A longer form in a side panel. It works like `FormDialog` but is closed with the panel's close button. */
export function FormPanel({
  subtitle,
  more,
  ...overlay
}: Overlay & { subtitle?: ReactNode; more?: ReactNode }) {
  const { ask, question, submit, body } = useFormOverlay(overlay);
  return (
    <>
      <Panel
        title={overlay.title}
        subtitle={subtitle}
        isOpen={overlay.isOpen ?? true}
        onClose={ask}
        footer={
          <>
            {more}
            {submit}
          </>
        }
      >
        {body}
      </Panel>
      {question}
    </>
  );
}
