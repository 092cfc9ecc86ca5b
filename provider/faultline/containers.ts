import type { Context } from "./context.ts";
import { docker } from "./docker.ts";

export interface LabelledContainer {
  readonly name: string;
  /** Value of the role label; empty without one. */
  readonly role: string;
  readonly running: boolean;
}

/** Containers that bear a label ("key=value"), running or not, with what another label says of their role. */
export async function containersWith(
  context: Context,
  label: string,
  roleLabel: string,
  signal?: AbortSignal,
): Promise<LabelledContainer[]> {
  const format = `{{.Names}}\t{{.Label "${roleLabel}"}}\t{{.State}}`;
  const args = ["ps", "-a", "--filter", `label=${label}`, "--format", format];
  const listed = await docker(context, args, signal ? { signal } : {});
  return listed
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", role = "", state = ""] = line.split("\t");
      return { name, role, running: state === "running" };
    });
}

/** Names of the volumes of containers, named and anonymous, each once. */
export async function volumesOf(context: Context, containers: readonly string[]): Promise<string[]> {
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}';
  const listed = await docker(context, ["inspect", "--format", format, ...containers]);
  return [...new Set(listed.split(/\s+/).filter(Boolean))];
}

/** IPv4 addresses of containers, in their order; empty for one that does not run. */
export async function addressesOf(context: Context, containers: readonly string[]): Promise<string[]> {
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  const lines = (await docker(context, ["inspect", "--format", format, ...containers])).split("\n");
  return containers.map((_, at) => lines[at]?.trim().split(" ")[0] ?? "");
}
