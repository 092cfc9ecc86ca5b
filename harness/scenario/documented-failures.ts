import type { CommandSignature, Symptom } from "./types.ts";

/**
 * What commands show while the fault is on: of a scenario with a recovery of its own, what it says beside it. A command that ends
 * well is none of them: what it lists may be so before the fault and after the fix.
 */
export function documentedFailures({
  signatures,
  unhealed,
}: Pick<Symptom, "signatures" | "unhealed">): readonly CommandSignature[] {
  return (
    unhealed ??
    signatures.filter((signature) => signature.kind === "command").filter(({ exit }) => exit !== 0)
  );
}
