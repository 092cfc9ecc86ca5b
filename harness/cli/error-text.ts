import { FaultlineError } from "../../base/faultline-error.ts";
import { secretFilter } from "../../base/text/secrets.ts";
import { inertText } from "../report/clean-text.ts";

/** What quotes a whole file, or an answer of ten megabytes, helps nobody. */
const LONGEST = 8_000;

/** What the machine refuses a file, by errno(3): none of our doing, and the remedy is not ours. */
const REFUSED: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on its disk; free some",
  EDQUOT: "the disk quota is used up; free some space",
  EROFS: "its file system is read-only; choose another folder",
  EACCES: "permission denied; choose another folder, or become who may",
  EMFILE: "too many files are open; raise `ulimit -n`",
};

function refusedFile(error: Error): string | undefined {
  const { code = "", path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const remedy = REFUSED[code];
  return remedy === undefined ? undefined : `cannot use ${dest ?? path ?? "a file"}: ${remedy}`;
}

/** What a person needs to know of an error. A tool's words may be part of it, and it is on its way into a terminal and a CI's log. */
export function errorText(error: unknown, env: NodeJS.ProcessEnv): string {
  const known =
    error instanceof FaultlineError ? error.message : error instanceof Error ? refusedFile(error) : undefined;
  const told = known ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
  const short =
    told.length > LONGEST ? `${told.slice(0, LONGEST)}… (${told.length - LONGEST} more characters)` : told;
  return `faultline: ${known !== undefined ? "" : "internal error, please report it: "}${inertText(secretFilter(env)(short))}\n`;
}
