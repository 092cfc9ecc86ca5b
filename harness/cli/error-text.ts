import { FaultlineError } from "../../base/faultline-error.ts";
import { secretFilter } from "../../base/text/secrets.ts";
import { inertText } from "../report/clean-text.ts";

/** What quotes a whole file, or an answer of ten megabytes, helps nobody. */
const LONGEST = 8_000;

/** What a person needs to know of an error. A tool's words may be part of it, and it is on its way into a terminal and a CI's log. */
export function errorText(error: unknown, env: NodeJS.ProcessEnv): string {
  const isOurs = error instanceof FaultlineError;
  const told =
    error instanceof Error ? (isOurs ? error.message : (error.stack ?? error.message)) : String(error);
  const short =
    told.length > LONGEST ? `${told.slice(0, LONGEST)}… (${told.length - LONGEST} more characters)` : told;
  return `faultline: ${isOurs ? "" : "internal error, please report it: "}${inertText(secretFilter(env)(short))}\n`;
}
