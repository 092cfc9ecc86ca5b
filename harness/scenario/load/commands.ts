import type { StandSpec } from "../../../stacks/spec.ts";
import { unknownCommand } from "../kubectl-commands.ts";
import { unknownNodes } from "../node-names.ts";
import type { Act, Observable, Scenario, Signature } from "../types.ts";
import type { Problem } from "./problem.ts";

/** What is typed, word by word, each with its place. */
interface Typed {
  readonly words: readonly (readonly [Problem["path"], string])[];
  /** Arguments of kubectl; else the path of a request. */
  readonly kubectl: boolean;
}

/** Commands that kubectl does not have, and commands and paths that name nodes which the healthy state does not have. */
export function commandProblems(scenario: Scenario, healthy: StandSpec): readonly Problem[] {
  return typedIn(scenario).flatMap(({ words, kubectl }) => [
    ...(kubectl ? unknownVerb(words) : []),
    ...words.flatMap(([path, word]) => [
      ...(kubectl && ROLE.test(word)
        ? [{ path, message: `no node is called ${word}; write {${word}}` }]
        : []),
      ...unknownNodes(word, healthy).map((role) => ({
        path,
        message: `{${role}} is no node of the healthy state; a node is {node}, or its role and number, e.g. {worker2}`,
      })),
    ]),
  ]);
}

/** What only a cluster knows, in place of which a placeholder is written. */
const ROLE = /^(control-plane|worker)\d*$/;

function unknownVerb(words: Typed["words"]): readonly Problem[] {
  const unknown = unknownCommand(words.map(([, word]) => word));
  const [path] = words[unknown?.at ?? 0] ?? [];
  return unknown && path ? [{ path, message: unknown.message }] : [];
}

function typedIn({ fault, fixes, symptom }: Scenario): readonly Typed[] {
  const ofActs = (path: Problem["path"], acts: readonly Act[] = []) =>
    acts.flatMap(({ kubectl, namesFrom }, at) => [
      command([...path, at, "kubectl"], kubectl),
      ...(namesFrom ? [command([...path, at, "namesFrom"], namesFrom)] : []),
    ]);
  const ofSignatures = (name: string, signatures: readonly Signature[] = []) =>
    signatures.flatMap((signature, at) =>
      signature.kind === "command" ? looked(["symptom", name, at, "on"], signature.on) : [],
    );
  const [, ...shown] = symptom.command.split(/\s+/);
  return [
    ...ofActs(["fault", "act"], fault.act),
    ...ofActs(["fault", "undo"], fault.undo),
    ...fixes.flatMap(({ act }, at) => ofActs(["fixes", at, "act"], act)),
    ...ofSignatures("signatures", symptom.signatures),
    ...ofSignatures("recovery", symptom.recovery),
    ...ofSignatures("unhealed", symptom.unhealed),
    ...(symptom.from?.signatures ?? []).flatMap((signature, at) =>
      signature.kind === "command" ? looked(["symptom", "from", "signatures", at, "on"], signature.on) : [],
    ),
    ...(symptom.staysNormal ?? []).flatMap((on, at) => looked(["symptom", "staysNormal", at], on)),
    { kubectl: true, words: shown.map((word) => [["symptom", "command"], word]) },
  ];
}

function looked(path: Problem["path"], on: Observable): readonly Typed[] {
  if (on.kind === "raw") return [{ kubectl: false, words: [[[...path, "path"], on.path]] }];
  return on.kind === "kubectl" ? [command([...path, "args"], on.args)] : [];
}

function command(path: Problem["path"], words: readonly string[]): Typed {
  return { kubectl: true, words: words.map((word, at) => [[...path, at], word]) };
}
