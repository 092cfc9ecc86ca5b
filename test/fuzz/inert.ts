import assert from "node:assert/strict";
import { FaultlineError } from "../../base/faultline-error.ts";
import { errorText } from "../../harness/cli/error-text.ts";

/** Of Unicode's control characters what is neither a tab nor a line's end. */
const CONTROL = /[^\P{Cc}\t\n]/u;
/** What GitHub's runner takes for a command in the log of a job. */
const COMMAND = /^\s*::[A-Za-z]|##\[/m;

export function assertWithoutControl(text: string): void {
  assert.doesNotMatch(text, CONTROL);
}

/** A terminal and a CI's log take it for text. */
export function assertInert(text: string): void {
  assertWithoutControl(text);
  assert.doesNotMatch(text, COMMAND);
}

/** Does it, or refuses it with an error of ours that is told in a few inert lines; gives what was refused. */
export async function doneOrRefused(work: () => unknown): Promise<FaultlineError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error;
    const said = errorText(error, {});
    assertInert(said);
    assert.doesNotMatch(said, /^ {4}at /m);
    assert.ok(said.length < 9_000, `an error of ${said.length} characters`);
    return error;
  }
}
