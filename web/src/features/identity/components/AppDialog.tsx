import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { FormDialog, TextLink } from "@/ui";
import { sixDigits } from "../code";
import { useChangeApp, type Change } from "../secondFactor";
import { AppCodeField } from "./AppCodeField";

interface Setup {
  secret: string;
  uri: string;
  /** SVG, drawn by the server. */
  qr: string;
}

interface Props {
  change: Change;
  setup: Setup | undefined;
  onClose: () => void;
  onChanged: (recoveryCodes: string[]) => void;
}

/** Asks for a code of the app to change how it is asked for; a new app is shown its secret first. */
export function AppDialog({ change, setup, onClose, onChanged }: Props) {
  const apply = useChangeApp(change);
  const form = useForm({
    isGuarded: false,
    schema: z.object({ code: sixDigits() }),
    values: { code: "" },
    save: ({ code }) => apply.mutateAsync(code),
    onSaved: onChanged,
  });
  const words = {
    confirm: [t`Set up authenticator app`, t`Turn on`],
    "turn-off": [t`Turn off two-step log-in?`, t`Turn off`],
    "recovery-codes": [t`New recovery codes`, t`Create codes`],
  }[change];
  return (
    <FormDialog title={words[0]} form={form} action={words[1]} onClose={onClose}>
      {setup && <SetupSteps setup={setup} />}
      {change === "recovery-codes" && (
        <p className="text-sm text-quiet">{t`Your earlier recovery codes will no longer work.`}</p>
      )}
      <p className="text-sm text-quiet">{t`Enter the code that your authenticator app shows.`}</p>
      <AppCodeField {...form.bind("code")} isDisabled={form.isBusy} />
    </FormDialog>
  );
}

function SetupSteps({ setup }: { setup: Setup }) {
  const picture = `data:image/svg+xml,${encodeURIComponent(withNamespace(setup.qr))}`;
  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      <p>{t`Scan this with an authenticator app, such as that of your password manager.`}</p>
      <img
        src={picture}
        alt={t`QR code of the secret`}
        className="size-48 self-center rounded-control bg-white"
      />
      <p>
        <TextLink href={setup.uri}>{t`Open in an app on this device`}</TextLink>
      </p>
      <p className="text-quiet">
        {t`Or type this in:`}{" "}
        <code dir="ltr" className="font-medium break-all text-text">
          {setup.secret}
        </code>
      </p>
    </div>
  );
}

/** An SVG that stands in a picture has to say that it is one. */
function withNamespace(svg: string): string {
  return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
}
