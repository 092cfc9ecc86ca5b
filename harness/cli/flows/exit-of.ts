import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";

/** What a run's verdicts mean for whoever started it; see docs/exit-codes.md. */
export function exitOf(totals: {
  readonly pass: number;
  readonly fail: number;
  readonly flaky: number;
  readonly error: number;
}): ExitCode {
  if (totals.error > 0) return EXIT_CODES.infrastructure.code;
  if (totals.fail + totals.flaky > 0) return EXIT_CODES.unexpected.code;
  return totals.pass > 0 ? EXIT_CODES.ok.code : EXIT_CODES.nothingRun.code;
}
