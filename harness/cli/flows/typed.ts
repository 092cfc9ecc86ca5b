import { delimiter } from "node:path";
import type { Exec } from "../../../base/exec.ts";
import { KUBECTL_ENV } from "../../../base/kube/kubectl-env.ts";
import type { Scenario } from "../../scenario/types.ts";
import type { StandUp } from "../../stand/stand.ts";

/** A command as typed, and what it printed. */
export interface Typed {
  readonly command: string;
  readonly output: string;
}

const TIMEOUT_MS = 60_000;

/** The command as a reporter types it, of one server where that matters, with a discovery cache of its own as ever. */
export async function typed(
  stand: {
    readonly scenario: Pick<Scenario, "symptom">;
    readonly up: Pick<StandUp, "kubeconfig" | "servers">;
    /** Folder with the kubectl to type with. */
    readonly bin: string;
    readonly scratchDir: string;
    readonly exec: Exec;
    readonly signal: AbortSignal;
  },
  vantage: string | undefined,
): Promise<Typed> {
  const { scenario, up, bin, scratchDir, exec, signal } = stand;
  const server = up.servers.find(({ name }) => name === vantage);
  const words = scenario.symptom.command.split(" ");
  const command = server
    ? ["kubectl", `--server=${server.url}`, ...words.slice(1)].join(" ")
    : words.join(" ");
  const { stdout, stderr } = await exec("sh", ["-c", command], {
    env: {
      ...KUBECTL_ENV,
      KUBECONFIG: up.kubeconfig,
      KUBECACHEDIR: `${scratchDir}/typed`,
      PATH: [bin, process.env.PATH].join(delimiter),
    },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return { command, output: [stdout, stderr].filter(Boolean).join("\n").trimEnd() };
}
