import { t } from "@lingui/core/macro";
import { z } from "zod";
import { messageOf, useForm } from "@/api";
import { useNow } from "@/lib/useNow";
import { Button, clockFace, Field, Form, SubmitButton, TextLink, toast } from "@/ui";
import { sixDigits } from "../code";
import { useAskForCode, useLogInByCode } from "../queries";
import { useLeadOn } from "../secondFactor";

interface Props {
  next: string | undefined;
  account: string;
  /** When another code can be sent, in this device's time. */
  again: number;
  onAsked: (asked: { account: string; again: number }) => void;
  onLoggedIn: (isNew: boolean) => void;
  onOther: () => void;
}

/** The code that was sent; phones fill it in from the message. */
export function CodeStep({ account, next, again, onAsked, onLoggedIn, onOther }: Props) {
  const logIn = useLogInByCode(account);
  const leadOn = useLeadOn(next);
  const ask = useAskForCode();
  const left = Math.max(0, Math.ceil((again - useNow(500)) / 1000));
  const wait = clockFace(left);
  // kept left to right, whatever the page's direction
  const address = `\u2066${account}\u2069`;
  const form = useForm({
    isGuarded: false,
    schema: z.object({ code: sixDigits() }),
    values: { code: "" },
    save: (values) => logIn.mutateAsync(values.code, { onError: leadOn }),
    onSaved: (answer) => onLoggedIn(answer.is_new),
  });
  const sendAgain = () =>
    ask.mutate(account, {
      onSuccess: (answer) => {
        form.reset();
        onAsked({ account, again: Date.now() + answer.again_in * 1000 });
        toast.show(t`Another code is on its way.`);
      },
      onError: (error) => toast.error(messageOf(error)),
    });
  return (
    <>
      <p className="text-sm text-quiet" dir="auto">
        {t`A code is on its way to ${address}. It works for five minutes.`}
      </p>
      <Form form={form}>
        <Field
          label={t`Code`}
          {...form.bind("code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          inputClassName="text-center text-xl font-medium tracking-[0.4em] tabular-nums"
          isDisabled={form.isBusy}
          maxLength={20}
          dir="ltr"
          autoFocus
        />
        <SubmitButton form={form} size="large">{t`Log in`}</SubmitButton>
      </Form>
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-quiet">
        <Button size="small" isDisabled={left > 0} isPending={ask.isPending} onPress={sendAgain}>
          {left > 0 ? t`Send another in ${wait}` : t`Send another code`}
        </Button>
        <TextLink onPress={onOther}>{t`Use another address`}</TextLink>
      </div>
    </>
  );
}
