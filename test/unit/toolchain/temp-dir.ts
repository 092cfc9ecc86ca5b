import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A real folder that goes with the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "faultline-toolchain-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
