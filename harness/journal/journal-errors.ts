import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import { messageOf } from "../../base/text/message-of.ts";

/** A journal line that is not what faultline writes: `file:line:column: what is wrong`. */
export class JournalFormatError extends FaultlineError {
  readonly code = "JOURNAL_FORMAT";
  readonly exit = EXIT_CODES.usage.code;
}

/** The journal could not be written to disk; a run without its journal proves nothing, so it stops. */
export class JournalWriteError extends FaultlineError {
  readonly code = "JOURNAL_WRITE";
  readonly exit = EXIT_CODES.infrastructure.code;
}

export function cannotWrite(path: string, cause: unknown): JournalWriteError {
  const text = `Cannot write the journal ${path}: ${messageOf(cause)}. Free space or choose another results folder.`;
  return new JournalWriteError(text, { cause });
}
