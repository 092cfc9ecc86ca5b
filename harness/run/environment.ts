import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { compactLedger } from "../../base/ledger/compact.ts";
import type { Ledger } from "../../base/ledger/ledger.ts";
import { ledgerEnv, openLedger } from "../../base/ledger/open-ledger.ts";
import { ownerOf } from "../../base/ledger/owner.ts";
import { chooseKubernetesPlugin, type KubernetesPlugin } from "../../provider/install/choose-kubernetes.ts";
import { installPlugins, type OwnPlugin } from "../../provider/install.ts";
import { prepareToolchain, type Toolchain, type ToolchainProgress } from "../../toolchain/index.ts";
import { pruneMachine } from "../cleanup/prune-machine.ts";
import { startReaper } from "../cleanup/start-reaper.ts";
import type { CliContext } from "../context.ts";

/** What every command that makes clusters needs first; `release` leaves nothing behind. */
export interface RunEnvironment {
  readonly run: string;
  readonly ledger: Ledger;
  readonly toolchain: Toolchain;
  /** Names of the Pulumi plugins a stand-in serves. */
  readonly standIns: readonly OwnPlugin[];
  /** Plugins of ours that serve this run, which a cell's worker can serve itself. */
  readonly ownPlugins: readonly OwnPlugin[];
  /** Folder of this run's state: PULUMI_HOME, backend, kubeconfigs. */
  readonly runDir: string;
  readonly pulumiHome: string;
  /** The whole environment of workers, Pulumi and its plugins. */
  readonly childEnv: NodeJS.ProcessEnv;
  /** `keep` leaves clusters, state and engine for `faultline prune`. */
  readonly release: (options?: { readonly keep?: boolean }) => Promise<void>;
}

type Needs = NonNullable<Parameters<typeof prepareToolchain>[0]["needs"]>;

/** What the clusters to come need of the toolchain, and how long they stay. */
export interface EnvironmentOptions extends Needs {
  readonly run: string;
  readonly context: CliContext;
  /** What is made stays until `faultline prune`, whatever becomes of this process. */
  readonly kept: boolean;
  /** Which plugin serves @pulumi/kubernetes; without it the released one where it can be had without a build. */
  readonly plugin?: KubernetesPlugin | undefined;
  readonly progress: ToolchainProgress;
}

const VCLUSTER = /^vcluster-(\d+\.\d+\.\d+)$/;

/**
 * kubectl, Helm and Pulumi collect no garbage, because they live for seconds, take tens of megabytes, and would take processor
 * time from the clusters. See docs/adr/0008.
 */
const UNCOLLECTED = { GOGC: "off", GOMEMLIMIT: "256MiB" } as const;

/**
 * Ledger, reaper, toolchain, engine and plugins, in this order: whoever dies on the way leaves a record.
 * @throws the toolchain's and the engine's errors, each naming the remedy; what was made until then is removed.
 */
export async function openEnvironment(options: EnvironmentOptions): Promise<RunEnvironment> {
  const { context, kept, run, progress, components = [] } = options;
  const { places, clock, env } = context;
  const owner = ownerOf(process.pid);
  const ledger = await openLedger({ dir: places.ledger, run, owner, clock, kept });
  const reaper = startReaper({ run, owner, ledgerDir: places.ledger, engineRoot: places.engine }, env);
  const runDir = join(places.runs, run);
  const pathEntry = await ledger.record({ kind: "path", path: runDir });
  let toolchain: Toolchain | undefined;

  const release = async ({ keep = false }: { readonly keep?: boolean } = {}) => {
    if (!keep) {
      // What a broken worker left, if anything: the engine must be empty before it stops.
      if (toolchain) await pruneMachine(context, { run, own: true });
      await rm(runDir, { recursive: true, force: true });
      await ledger.close(pathEntry);
    }
    await toolchain?.release(keep ? { keepFor: run } : { ended: run });
    // The run's last lines came after its prune: what looks straight after the run finds no ledger, however late the reaper is.
    await compactLedger(places.ledger);
    reaper.goodbye();
  };

  try {
    const pulumiHome = join(runDir, "pulumi-home");
    await mkdir(pulumiHome, { recursive: true, mode: 0o700 });
    const prepared = await prepareToolchain({ ...context, ledger, progress, needs: options });
    toolchain = prepared;
    // Where nothing released was had, nothing outside is asked for the plugin either.
    const download = prepared.identity.some(({ origin }) => origin === "release");
    const { pulumi } = prepared.tools;
    const choice = { ...context, pulumi, download, progress };
    const kubernetes = await chooseKubernetesPlugin(options.plugin, choice);
    const { standIns } = await installPlugins({ pulumiHome, env, kubernetes: kubernetes?.path ?? null });
    toolchain = {
      ...prepared,
      identity: [...prepared.identity, ...(kubernetes ? [kubernetes.identity] : [])],
    };
    const charts = { FAULTLINE_CHARTS: await linkCharts(join(runDir, "charts"), components, toolchain) };
    const { FAULTLINE_OWNER, ...marks } = ledgerEnv({ dir: places.ledger, run, owner });
    // Workers and plugins start by the hundred: compiled once for all runs they load in half the time.
    const compiled = { NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(places.cache, "compile-cache") };
    // Without an owner in their environment the plugins record what they make as kept.
    const childEnv = {
      ...env,
      ...compiled,
      ...(env.GOGC === undefined && UNCOLLECTED),
      ...toolchain.env,
      ...charts,
      ...marks,
      ...(!kept && { FAULTLINE_OWNER }),
    };
    const ownPlugins: OwnPlugin[] = ["faultline", ...standIns];
    return { run, ledger, toolchain, standIns, ownPlugins, runDir, pulumiHome, childEnv, release };
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
}

/** Makes the folder that FAULTLINE_CHARTS names: `vcluster-<version>/` for every version among the run's components. */
async function linkCharts(
  folder: string,
  components: readonly string[],
  toolchain: Toolchain,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const component of components) {
    const version = VCLUSTER.exec(component)?.[1];
    if (version !== undefined) await symlink(toolchain.vclusterChart(version), join(folder, component));
  }
  return folder;
}
