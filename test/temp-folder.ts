import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of the test's own, removed with all that is in it when the test ends; with `afterAll`, which counts outside of hooks alone, when its file does. */
export function tempFolder(name: string, whenOver: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), `faultline-test-${name}-`));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
