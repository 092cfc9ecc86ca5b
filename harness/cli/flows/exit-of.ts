import { EXIT_CODES, type ExitCode } from "../../../base/exit-codes.ts";
import type { Matrix } from "../../report/matrix-schema.ts";

/** What a run's verdicts mean for whoever started it; see docs/exit-codes.md. */
export function exitOf(totals: Omit<Matrix["totals"], "notRun">): ExitCode {
  if (totals.error > 0) return EXIT_CODES.infrastructure.code;
  if (totals.fail + totals.flaky > 0) return EXIT_CODES.unexpected.code;
  return totals.pass > 0 ? EXIT_CODES.ok.code : EXIT_CODES.nothingRun.code;
}
