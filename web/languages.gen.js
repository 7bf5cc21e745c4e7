import { readFileSync, writeFileSync } from "node:fs";

/** Writes what the contract says of each language to where the app and the catalogues' tools read it. */
const { Locale } = JSON.parse(readFileSync("openapi.json", "utf8")).components.schemas;
const languages = Object.fromEntries(
  Locale.enum.map((code) => [code, Locale["x-languages"][code]]),
);
writeFileSync("src/lib/languages.json", `${JSON.stringify(languages, null, 2)}\n`);
