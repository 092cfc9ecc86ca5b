import { NodeUnit } from "../../provider/sdk/index.ts";
import type { KindStand } from "../clusters/kind.ts";
import type { NodeUnitSpec } from "../spec.ts";

/** systemd units in the nodes. */
export function nodeUnits(units: readonly NodeUnitSpec[], stand: KindStand): void {
  for (const { name, node, files, start } of units) {
    const args = { cluster: stand.clusterName, node, name, files, ...(start !== undefined && { start }) };
    new NodeUnit(name, args, stand.nodeOptions(stand));
  }
}
