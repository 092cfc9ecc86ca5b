import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import type { DiagnosisDocument } from "./document.ts";

/** What `--fail-on` may name. */
export const FAILING = ["findings", "unknown", "cannot-tell"] as const;
export type Failing = (typeof FAILING)[number];

/** The code to end with, whatever the format: a finding that somebody knows of is none. */
export function exitOf({ verdict, findings }: DiagnosisDocument, failOn: readonly Failing[]): ExitCode {
  const code = (failing: Failing, exit: ExitCode) => (failOn.includes(failing) ? exit : EXIT_CODES.ok.code);
  switch (verdict) {
    case "healthy":
      return EXIT_CODES.ok.code;
    case "known":
      return findings.every(({ suppressed }) => suppressed !== null)
        ? EXIT_CODES.ok.code
        : code("findings", EXIT_CODES.unexpected.code);
    case "unknown":
      return code("unknown", EXIT_CODES.broken.code);
    case "cannot tell":
      return code("cannot-tell", EXIT_CODES.environment.code);
  }
}
