import type { ExecResult } from "../exec.ts";

/** What a program wrote, as a person in front of it reads it: its stdout, and below it its stderr. */
export function bothOutputs({ stdout, stderr }: Pick<ExecResult, "stdout" | "stderr">): string {
  return [stdout, stderr].filter(Boolean).join("\n");
}
