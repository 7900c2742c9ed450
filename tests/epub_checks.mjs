// Validates EPUBs with @likecoin/epubcheck-ts, and prints what it says of each as JSON: {path: [message]}.
// Called as: node epub_checks.mjs FOLDER-WITH-NODE_MODULES FILE…

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const [modules, ...files] = process.argv.slice(2);
const { EpubCheck } = createRequire(`${modules}/`)("@likecoin/epubcheck-ts");
const said = {};
for (const file of files) {
  const { messages } = await EpubCheck.validate(await readFile(file));
  const grave = messages.filter(({ severity }) => /fatal|error|warning/i.test(severity));
  said[file] = grave.map(({ id, severity, message, location }) => (
    `${severity} ${id} ${location ? `${location.path}:${location.line || ""}` : ""} ${message}`
  ));
}
console.log(JSON.stringify(said));
