import { z } from "zod";
import { isContainerGone } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import type { Context } from "./context.ts";
import { docker, tryDocker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { checkWith, diffReplacing } from "./plain-resource.ts";
import { nodesIn, plannedNodes, TARGET_NODE, targetNodes } from "./target-nodes.ts";

const FOLDER = "/etc/systemd/system";

const Inputs = z.object({
  cluster: z.string().min(1),
  node: TARGET_NODE,
  name: z.string().min(1),
  /** By path under /etc/systemd/system: a unit of its own, or a drop-in like "kubelet.service.d/50-slow.conf". */
  files: z.record(z.string().regex(/^[\w@.-]+(\/[\w.-]+)?$/), z.string()),
  /** The unit that is started, and stopped again; empty for drop-ins, which the next daemon-reload puts in force. */
  start: z.string(),
});
type Unit = z.infer<typeof Inputs>;

/** Arguments: unit to start, then pairs of path and content. */
const INSTALL = `set -eu
unit=$1; shift
while [ $# -gt 0 ]; do
  mkdir -p "$(dirname "${FOLDER}/$1")"
  printf '%s' "$2" >"${FOLDER}/$1"
  shift 2
done
systemctl daemon-reload
[ -z "$unit" ] || systemctl restart "$unit"`;

const REMOVE = `set -eu
unit=$1; shift
[ -z "$unit" ] || systemctl stop "$unit" || true
for file; do rm -f "${FOLDER}/$file"; done
systemctl daemon-reload`;

/** Exits 3 where a file is missing or another, or the unit does not run. */
const LOOK = `unit=$1; shift
while [ $# -gt 0 ]; do
  [ "$(cat "${FOLDER}/$1" 2>/dev/null; echo .)" = "$2." ] || exit 3
  shift 2
done
[ -z "$unit" ] || systemctl is-active --quiet "$unit" || exit 3`;
const ABSENT_EXIT = 3;

/** `faultline:index:NodeUnit`: systemd units, or drop-ins to units, in one node container or all of a cluster. */
export function nodeUnitType(context: Context): ResourceType {
  return {
    check: (call) => checkWith(Inputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, nodes: plannedNodes(inputs) } };
      const unit = Inputs.parse(inputs);
      const nodes = await targetNodes(context, unit);
      for (const each of nodes) await docker(context, inNode(each, INSTALL, withFiles(unit)), { signal });
      return { id: `${unit.cluster}/${unit.name}`, outputs: { ...inputs, nodes } };
    },
    async read({ id, inputs, outputs }) {
      for (const node of nodesIn(outputs)) {
        const found = await tryDocker(context, inNode(node, LOOK, withFiles(Inputs.parse(inputs))));
        if (isContainerGone(found) || found.exitCode === ABSENT_EXIT) return null;
        if (found.exitCode !== 0)
          throw new NodeCommandFailed(`cannot look at the units of node ${node}`, found, "Does it run?");
      }
      return { id, inputs, outputs };
    },
    update: async ({ outputs }) => outputs,
    async delete({ inputs, outputs }) {
      const { start, files } = Inputs.parse(inputs);
      for (const node of nodesIn(outputs)) {
        const removed = await tryDocker(context, inNode(node, REMOVE, [start, ...Object.keys(files)]));
        if (removed.exitCode === 0 || isContainerGone(removed)) continue;
        throw new NodeCommandFailed(`cannot remove units from node ${node}`, removed, "Does it run systemd?");
      }
    },
  };
}

const inNode = (node: string, script: string, args: readonly string[]) => [
  "exec",
  node,
  "sh",
  "-c",
  script,
  "sh",
  ...args,
];

const withFiles = ({ start, files }: Unit): string[] => [start, ...Object.entries(files).flat()];
