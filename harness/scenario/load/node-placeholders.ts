import type { StandSpec } from "../../../stacks/spec.ts";
import { unknownNodes } from "../node-names.ts";
import type { Act, Observable, Scenario, Signature } from "../types.ts";
import type { Problem } from "./problem.ts";

type Place = readonly [Problem["path"], string];

/** Commands and paths that name nodes which the healthy state does not have. */
export function placeholderProblems(scenario: Scenario, healthy: StandSpec): readonly Problem[] {
  return placesOf(scenario).flatMap(([path, text]) =>
    unknownNodes(text, healthy).map((role) => ({
      path,
      message: `{${role}} is no node of the healthy state; a node is {node}, or its role and number, e.g. {worker2}`,
    })),
  );
}

function placesOf({ fault, fixes, symptom }: Scenario): readonly Place[] {
  const ofActs = (path: Problem["path"], acts: readonly Act[] = []) =>
    acts.flatMap(({ kubectl, namesFrom = [] }, at) => [
      ...words([...path, at, "kubectl"], kubectl),
      ...words([...path, at, "namesFrom"], namesFrom),
    ]);
  const ofSignatures = (name: string, signatures: readonly Signature[] = []) =>
    signatures.flatMap((signature, at) =>
      signature.kind === "command" ? looked(["symptom", name, at, "on"], signature.on) : [],
    );
  return [
    ...ofActs(["fault", "act"], fault.act),
    ...ofActs(["fault", "undo"], fault.undo),
    ...fixes.flatMap(({ act }, at) => ofActs(["fixes", at, "act"], act)),
    ...ofSignatures("signatures", symptom.signatures),
    ...ofSignatures("recovery", symptom.recovery),
    ...ofSignatures("unhealed", symptom.unhealed),
    ...(symptom.staysNormal ?? []).flatMap((on, at) => looked(["symptom", "staysNormal", at], on)),
    [["symptom", "command"], symptom.command],
  ];
}

function looked(path: Problem["path"], on: Observable): readonly Place[] {
  if (on.kind === "raw") return [[[...path, "path"], on.path]];
  return on.kind === "kubectl" ? words([...path, "args"], on.args) : [];
}

function words(path: Problem["path"], list: readonly string[]): readonly Place[] {
  return list.map((word, at) => [[...path, at], word]);
}
