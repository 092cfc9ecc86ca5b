import type { Exec } from "../../base/exec.ts";
import { UnknownForm } from "../errors.ts";
import { findHostTool, type HostTool } from "../host/find-tool.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";

/** The command line tools every run calls. */
export const TOOLS = ["kind", "kubectl", "pulumi"] as const;
/** Those that only some cells call. */
export const ON_DEMAND_TOOLS = ["helm", "k3d"] as const;
export type OnDemandTool = (typeof ON_DEMAND_TOOLS)[number];
export type Tool = (typeof TOOLS)[number] | OnDemandTool;

export interface HostToolsOptions {
  readonly lock: Lock;
  readonly exec: Exec;
  readonly env: NodeJS.ProcessEnv;
  /** `places.cache`: faultline's own programs on PATH are not the machine's. */
  readonly cacheRoot: string;
}

/** Which tools the machine has in a version the lock file accepts. FAULTLINE_TOOLCHAIN=source: none counts. */
export async function hostTools(options: HostToolsOptions): Promise<ReadonlyMap<Tool, HostTool>> {
  const found = new Map<Tool, HostTool>();
  if (toolchainForm(options.env) === "source") return found;
  const each = [...TOOLS, ...ON_DEMAND_TOOLS].map(async (tool) => {
    const { released } = lockedComponent(options.lock, tool);
    if (!released || !("binary" in released)) return;
    const host = await findHostTool({
      name: released.binary.name,
      accepts: released.binary.accepts,
      exec: options.exec,
      path: options.env.PATH ?? "",
      not: options.cacheRoot,
    });
    if (host) found.set(tool, host);
  });
  await Promise.all(each);
  return found;
}

/** FAULTLINE_TOOLCHAIN: `source` never uses what the machine or a registry has, `auto` (default) prefers it. @throws UnknownForm. */
export function toolchainForm({ FAULTLINE_TOOLCHAIN: form }: NodeJS.ProcessEnv): "source" | "auto" {
  if (!form || form === "auto") return "auto";
  if (form === "source") return form;
  throw new UnknownForm(`FAULTLINE_TOOLCHAIN is "${form}": it is source or auto, or not set`);
}
