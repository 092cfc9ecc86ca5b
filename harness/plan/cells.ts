import { createHash } from "node:crypto";
import type { StandSpec } from "../../stacks/spec.ts";
import { expectedOn } from "../scenario/expectation.ts";
import { THREAD } from "../scenario/thread.ts";
import type { Fix, Outcome, Platform, Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";
import { platformName } from "./cell-platform.ts";
import { cellWords } from "./cell-words.ts";
import { contentOf } from "./content.ts";
import { type Depth, fixesAt, takenBackAt } from "./depth.ts";

/** Seconds a cell spends outside the waits its scenario states, for each node: Pulumi's updates, the healthy start, sustaining. */
const NODE_SECONDS = 35;
/** A virtual cluster takes as long as this many nodes: Helm replaces its control plane up to three times in a cell. */
const VIRTUAL_NODES = 2;
/** Added where API servers or kubelets are restarted: for fault, fix and the way back, 20-60 s each on a busy machine. */
const RESTARTS_SECONDS = 90;
/** Weights, in clusters of one node: three servers beside a virtual cluster took 1.15 of two cores, four virtual clusters all of them. */
const FURTHER_NODE = 0.5;
const VIRTUAL_CLUSTER = 1;
/** Seconds a healing fix usually takes: two scrapes 15 s apart and the readiness probe. */
const HEALING_SECONDS = 25;

/** Seconds that taking a fix back costs beside the time for which the symptom is then held. */
const TAKING_BACK_SECONDS = 15;

/** Every cell of one scenario: its platforms times its fixes, in the order they are written. */
export function cellsOf(scenario: Scenario, depth: Depth = "default"): readonly Cell[] {
  const cells = scenario.platforms.flatMap((platform) => {
    const start = startOf(scenario, platform);
    const takenBack = takenBackAt(depth, scenario, platform);
    return fixesAt(depth, scenario, platform).map((fix) =>
      cellOf(scenario, platform, fix, start, takenBack.includes(fix)),
    );
  });
  return cells.map((cell, index) => ({ ...cell, index }));
}

/** What the cells of a scenario begin with on one platform. */
function startOf(scenario: Scenario, platform: Platform) {
  const healthy = scenario.healthy(platform);
  const { cluster, vcluster } = healthy;
  const nodes = cluster.servers + cluster.workers;
  const virtual = vcluster ? 1 : 0;
  return {
    stand: `${platform.distribution}-${platform.version}/${digest(healthy)}`,
    metricsServer: healthy.metricsServer.version,
    controlPlanesAndNodes: nodes + virtual * VIRTUAL_NODES,
    weight: 1 + (nodes - 1) * FURTHER_NODE + virtual * VIRTUAL_CLUSTER,
  };
}

function cellOf(
  scenario: Scenario,
  platform: Platform,
  fix: Fix,
  { stand, metricsServer, weight, controlPlanesAndNodes }: ReturnType<typeof startOf>,
  takenBack: boolean,
): Cell {
  const {
    distribution,
    version,
    kubernetes,
    metricsServer: asked,
    helm,
    upgradedTo,
    fidelity,
    profile,
  } = platform;
  const versions = {
    distribution,
    version,
    ...(kubernetes !== undefined && { kubernetes }),
    ...(asked !== undefined && { metricsServer: asked }),
    ...(helm !== undefined && { helm }),
    ...(upgradedTo !== undefined && { upgradedTo }),
  };
  const expectation = expectedOn(fix, platform);
  const expected = expectation.outcome;
  const changesNodes = scenario.fault.allowedChanges.some(({ resource }) => resource === "KindCluster");
  return {
    id: `${scenario.id}/${platformName(versions)}/${fix.id}`,
    scenario: scenario.id,
    mode: scenario.mode,
    title: scenario.title,
    metricsServer,
    content: contentOf(scenario, platform, fix),
    threads: scenario.sources.map(({ ref }) => ref).filter((ref) => THREAD.test(ref)),
    platform: versions,
    fidelity,
    ...(profile !== undefined && { profile }),
    fix: fix.id,
    claim: fix.claim.outcome,
    expected,
    words: cellWords(scenario, fix, expectation),
    stand,
    ...(weight > 1 && { weight }),
    ...(changesNodes && { changesNodes }),
    ...(takenBack && { takenBack: true as const }),
    estimateSeconds:
      controlPlanesAndNodes * NODE_SECONDS +
      (changesNodes ? RESTARTS_SECONDS : 0) +
      waits(scenario, fix, expected) +
      (takenBack ? TAKING_BACK_SECONDS + (scenario.symptom.persists?.seconds ?? 0) : 0),
  };
}

/** Names a healthy state: scenarios that begin alike can share a cluster. */
function digest(healthy: StandSpec): string {
  return createHash("sha256").update(JSON.stringify(healthy)).digest("hex").slice(0, 8);
}

function waits(scenario: Scenario, fix: Fix, expected: Outcome): number {
  const { persists, transient } = scenario.symptom;
  const symptom = persists?.seconds ?? transient?.clearsWithinSeconds ?? 0;
  const healing = expected === "heals" ? Math.min(HEALING_SECONDS, fix.withinSeconds) : fix.withinSeconds;
  return (scenario.fault.settleSeconds ?? 0) + symptom + healing;
}
