/** The documented exit codes; docs/exit-codes.md is generated from this table. */
export const EXIT_CODES = {
  ok: {
    code: 0,
    meaning:
      "Every selected cell passed or was not run for a stated reason, and one at least passed; of two runs nothing is lost that is not accepted. `faultline watch --once`: every signature was seen.",
  },
  unexpected: {
    code: 1,
    meaning:
      "A cell's observation differs from its expectation (`fail`) or between attempts (`flaky`), or can be read as another fault (`faultline confusion`), or is a loss that nobody accepts (`faultline diff`, `faultline upgrade`), or a signature was not seen in time (`faultline watch --once`), or a documented fault is shown (`faultline diagnose`).",
  },
  usage: {
    code: 2,
    meaning:
      "Bad input: flag, selector, scenario (`faultline check` says what is wrong with one), configuration or result file. Nothing was created.",
  },
  infrastructure: {
    code: 3,
    meaning:
      "A cell ended in `error`, or a shard is missing or was cut (`faultline merge`): the harness, the engine or the toolchain failed.",
  },
  environment: {
    code: 4,
    meaning:
      "This machine cannot run what was asked; `faultline doctor` says why. Of `faultline diagnose`: it cannot tell, and says which look was denied or did not come back, or what its credential plugin said.",
  },
  broken: {
    code: 5,
    meaning: "Broken, and no documented fault is shown (`faultline diagnose`).",
  },
  nothingRun: {
    code: 6,
    meaning: "No selected cell was run, each for a stated reason: that shows nothing, so it is not green.",
  },
  interrupted: { code: 130, meaning: "Stopped by SIGINT or SIGTERM; everything created was removed." },
} as const;

export type ExitName = keyof typeof EXIT_CODES;
export type ExitCode = (typeof EXIT_CODES)[ExitName]["code"];
