import { use } from "react";
import { AccountPage } from "@/features/identity/pages/AccountPage";
import { LocaleContext } from "./locale";

export function Account() {
  return <AccountPage onLocale={use(LocaleContext)} />;
}
