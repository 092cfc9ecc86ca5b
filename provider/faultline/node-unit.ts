import { z } from "zod";
import type { ResourceType } from "../protocol/plugin.ts";
import type { Context } from "./context.ts";
import { nodeResourceType, TARGET } from "./node-resource.ts";

const FOLDER = "/etc/systemd/system";

const Inputs = z.object({
  ...TARGET,
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
  return nodeResourceType(context, Inputs, {
    name: ({ name }) => name,
    put: (unit) => ["sh", "-c", INSTALL, "sh", ...withFiles(unit)],
    look: ({ inputs }) => ({
      command: ["sh", "-c", LOOK, "sh", ...withFiles(Inputs.parse(inputs))],
      isAbsent: ({ exitCode }) => exitCode === ABSENT_EXIT,
      failure: "cannot look at the units of",
      remedy: "Does it run?",
    }),
    remove({ inputs }) {
      const { start, files } = Inputs.parse(inputs);
      return {
        command: ["sh", "-c", REMOVE, "sh", start, ...Object.keys(files)],
        failure: "cannot remove units from",
        remedy: "Does it run systemd?",
      };
    },
  });
}

const withFiles = ({ start, files }: Unit): string[] => [start, ...Object.entries(files).flat()];
