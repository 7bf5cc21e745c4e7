import { t } from "@lingui/core/macro";

/** WhatsApp's and Twilio's codes in words that say what to do; other errors as the server says them. */
export function errorWords(code: string | null, text: string): string {
  return (
    whatsappWords(code) ??
    templateWords(code) ??
    smsWords(code) ??
    (text || t`No reason was given.`)
  );
}

function whatsappWords(code: string | null): string | undefined {
  switch (code) {
    case "190":
      return t`The access token has expired or was revoked. Set a new one.`;
    case "368":
    case "131031":
      return t`Meta has blocked or locked this account. See Meta's Business Support.`;
    case "130429":
    case "131056":
      return t`Too many messages at once. Sending goes on by itself.`;
    case "131005":
      return t`The token has no permission to send messages.`;
    case "131026":
      return t`This number can't get WhatsApp messages.`;
    case "131030":
      return t`In test mode, only the numbers listed at Meta get messages.`;
    case "131042":
      return t`Meta can't charge for messages. Check the account's payment settings.`;
    case "131047":
      return t`More than 24 hours have passed since they last wrote. Only a template can be sent.`;
    case "131048":
      return t`Too many people reported or blocked this number. WhatsApp slows it down.`;
    case "131049":
      return t`WhatsApp limits how much marketing one person gets. Use another channel.`;
    case "131050":
      return t`This person has stopped marketing messages in WhatsApp.`;
    case "133010":
      return t`The number isn't registered with the Cloud API.`;
  }
}

function templateWords(code: string | null): string | undefined {
  switch (code) {
    case "132000":
    case "132005":
    case "132012":
      return t`The values don't fit the template.`;
    case "132001":
      return t`There is no such template in this language, or it isn't approved.`;
    case "132007":
      return t`WhatsApp refuses the template's content.`;
    case "132015":
    case "132016":
      return t`WhatsApp has paused or disabled this template because of bad feedback.`;
  }
}

function smsWords(code: string | null): string | undefined {
  switch (code) {
    case "no-sender":
      return t`There is no sender for numbers of this country.`;
    case "20003":
      return t`Twilio refuses the account's key. Set a new one.`;
    case "21211":
    case "30005":
      return t`This number isn't in use.`;
    case "21408":
      return t`The account may not send to this country. Allow it in Twilio's geo permissions.`;
    case "21610":
      return t`They have opted out by answering STOP.`;
    case "21612":
      return t`This sender can't reach this number. Set one for its country.`;
    case "21614":
    case "30006":
      return t`This number can't get SMS.`;
    case "30002":
      return t`Twilio has suspended the account.`;
    case "30003":
      return t`The phone is off or out of reach.`;
    case "30004":
      return t`The carrier or the person blocks these messages.`;
    case "30007":
      return t`The carrier filtered this as spam.`;
    case "30008":
      return t`The carrier gave no reason.`;
    case "30034":
      return t`The sending number isn't registered for US traffic (A2P 10DLC).`;
  }
}
