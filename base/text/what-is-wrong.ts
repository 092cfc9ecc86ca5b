import { ZodError } from "zod";
import { messageOf } from "./message-of.ts";

const LONGEST = 300;

/**
 * What is wrong with a file that somebody else wrote, in one line and without quoting it at length. Of a schema's complaints the first,
 * because a file of something else is wrong throughout.
 */
export function whatIsWrong(error: unknown): string {
  const [issue] = error instanceof ZodError ? error.issues : [];
  const told = issue ? `${issue.path.join(".") || "the whole"}: ${issue.message}` : messageOf(error);
  // After an empty line a parser of YAML shows the place, which may be a key.
  const [first = ""] = told.trim().split("\n\n");
  const line = first.replaceAll(/\s+/g, " ").replace(/:$/, "");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
