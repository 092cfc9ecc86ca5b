import { EXIT_CODES } from "../../base/exit-codes.ts";
import { GENERATED } from "./generated.ts";

/** docs/exit-codes.md. */
export function exitCodeDocs(): string {
  return [
    GENERATED,
    "# Exit codes",
    "",
    "| code | name | meaning |",
    "|---|---|---|",
    ...Object.entries(EXIT_CODES).map(
      ([name, { code, meaning }]) =>
        // A page is read by people, who type the command; a message says it for short.
        `| ${code} | ${name} | ${meaning.replaceAll("`faultline ", "`npx faultline ")} |`,
    ),
    "",
    "When several hold, the run says the gravest: an `error` (3) before a `fail` (1). Errors are one line on stderr, `faultline: <what is wrong and what to do>`.",
    "",
  ].join("\n");
}
