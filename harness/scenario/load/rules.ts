import { documentedFailures } from "../documented-failures.ts";
import type { CommandSignature, Expectation, Fix, Scenario, Symptom } from "../types.ts";
import type { Problem } from "./problem.ts";

/** Shortest watch, in seconds, that tells "it did not heal" from "it had no time to": an APIService heals in under 2 s. */
const SHORTEST_WATCH = 10;

/** What a shape cannot say: rules between fields. Assumes the shape is right. */
export function ruleProblems(scenario: Scenario): readonly Problem[] {
  return [
    ...sourceProblems(scenario),
    ...symptomProblems(scenario.symptom),
    ...alikeProblems(scenario),
    ...faultProblems(scenario),
    ...showsProblems(scenario),
    ...scenario.fixes.flatMap((fix, index) => fixProblems(scenario, fix, index)),
  ];
}

function sourceProblems({ sources }: Scenario): readonly Problem[] {
  if (sources.some(({ kind }) => kind !== "related")) return [];
  return [problem(["sources"], "at least one source must be a report or documentation")];
}

function symptomProblems({
  persists,
  transient,
  signatures,
  recovery,
  unhealed,
}: Symptom): readonly Problem[] {
  const problems: Problem[] = [];
  if ((persists === undefined) === (transient === undefined)) {
    problems.push(problem(["symptom"], "must have exactly one of persists and transient"));
  }
  if (persists !== undefined && persists.seconds < SHORTEST_WATCH) {
    problems.push(problem(["symptom", "persists", "seconds"], `must be at least ${SHORTEST_WATCH}`));
  }
  if (transient !== undefined && recovery !== undefined) {
    problems.push(
      problem(["symptom", "recovery"], "a transient symptom clears by itself; leave recovery out"),
    );
  }
  if (recovery !== undefined && unhealed === undefined) {
    problems.push(
      problem(["symptom"], "with a recovery goes unhealed: a fix without effect is shown by the latter"),
    );
  } else if (
    persists !== undefined &&
    documentedFailures({ signatures, ...(unhealed && { unhealed }) }).length === 0
  ) {
    problems.push(
      problem(
        ["symptom", "signatures"],
        "no command fails in them, so say in `unhealed` what one shows until it is healed",
      ),
    );
  }
  for (const [list, shown] of Object.entries({ signatures, recovery, unhealed }))
    shown?.forEach((signature, at) => {
      if (signature.kind === "command" && signature.absent && !gotThere(signature))
        problems.push(
          problem(
            ["symptom", list, at, "exit"],
            "that a text is absent is shown by a command that ends with 0, or by the status with which a raw path is answered: another may not have got there",
          ),
        );
    });
  return problems;
}

/** A fault that the program does not know of is not undone by it. */
function faultProblems({ fault }: Scenario): readonly Problem[] {
  const { allowedChanges, act, undo, again } = fault;
  if (allowedChanges.length > 0) return [];
  if (act === undefined) return [problem(["fault", "allowedChanges"], "a fault must touch something or act")];
  return [
    ...(undo
      ? []
      : [
          problem(
            ["fault"],
            "a fault that only acts says in `undo` what puts it right, and what fixes do by hand",
          ),
        ]),
    ...(again
      ? [problem(["fault", "again"], "a fault that only acts is done again by its acts; leave it out")]
      : []),
  ];
}

/** What shows in the act has to have one. */
function showsProblems({ fault, symptom }: Scenario): readonly Problem[] {
  if (symptom.shows === undefined || fault.act !== undefined) return [];
  return [problem(["symptom", "shows"], "a fault that shows in the act needs `fault.act`; leave it out")];
}

function gotThere({ on, exit }: CommandSignature): boolean {
  return exit === 0 || (on.kind === "raw" && typeof exit === "number" && exit >= 300);
}

/** Which scenarios there are is the loader's to know. */
function alikeProblems({ id, symptom }: Scenario): readonly Problem[] {
  const named = (symptom.alike ?? []).map(({ scenario }) => scenario);
  return named.flatMap((scenario, index) => {
    const path = ["symptom", "alike", index, "scenario"];
    if (scenario === id) return [problem(path, "a scenario is alike to another, not to itself")];
    return named.indexOf(scenario) < index ? [problem(path, `${scenario} is named earlier`)] : [];
  });
}

function fixProblems({ fixes, symptom }: Scenario, fix: Fix, index: number): readonly Problem[] {
  const problems: Problem[] = [];
  const at = (...path: string[]) => ["fixes", index, ...path];
  if (fixes.findIndex(({ id }) => id === fix.id) < index) {
    problems.push(problem(at("id"), `${fix.id} is the id of an earlier fix`));
  }
  if (fix.control && fix.expect.outcome === "heals") {
    problems.push(
      problem(
        at("expect", "outcome"),
        "a control must not heal; leave `control` out or expect another outcome",
      ),
    );
  }
  const said = [
    [at("claim"), fix.claim],
    [at("expect"), fix.expect],
    ...(fix.alsoClaimed ?? []).map((claim, each) => [[...at("alsoClaimed"), each], claim] as const),
  ] as const;
  for (const [path, { outcome }] of said) {
    if (outcome === "hides" && symptom.transient === undefined)
      problems.push(problem([...path, "outcome"], "`hides` is for transient symptoms only"));
  }
  for (const [place, { outcome, refusal }] of [
    [["expect"], fix.expect],
    [["expect", "from"], fix.expect.from],
  ].filter((each): each is [string[], Expectation] => each[1] !== undefined)) {
    if ((outcome === "refused") !== (refusal !== undefined))
      problems.push(problem(at(...place), "`refused` and `refusal`, the words of the refusal, go together"));
  }
  if (fix.expect.outcome === "no effect" && fix.withinSeconds < SHORTEST_WATCH) {
    problems.push(
      problem(at("withinSeconds"), `must be at least ${SHORTEST_WATCH}: a shorter watch proves nothing`),
    );
  }
  if (fix.allowedChanges.length === 0 && fix.act === undefined) {
    problems.push(problem(at("allowedChanges"), "a fix must touch something or act"));
  }
  return problems;
}

function problem(path: Problem["path"], message: string): Problem {
  return { path, message };
}
