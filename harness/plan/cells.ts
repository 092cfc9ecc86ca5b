import { createHash } from "node:crypto";
import type { StandSpec } from "../../stacks/spec.ts";
import { expectedOn, isTriedOn } from "../scenario/expectation.ts";
import { THREAD } from "../scenario/thread.ts";
import type { Fix, Outcome, Platform, Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";

/** Seconds a cell spends outside the waits its scenario states: Pulumi's updates, the healthy start, sustaining. */
const FIXED_SECONDS = 35;
/** Seconds a healing fix usually takes: two scrapes 15 s apart and the readiness probe. */
const HEALING_SECONDS = 25;

/** Every cell of one scenario: its platforms times its fixes, in the order they are written. */
export function cellsOf(scenario: Scenario): readonly Cell[] {
  return scenario.platforms.flatMap((platform) => {
    const start = startOf(scenario, platform);
    return scenario.fixes
      .filter((fix) => isTriedOn(fix, platform))
      .map((fix) => cellOf(scenario, platform, fix, start));
  });
}

/** What the cells of a scenario begin with on one platform. */
function startOf(scenario: Scenario, platform: Platform): Pick<Cell, "stand" | "weight"> {
  const healthy = scenario.healthy(platform);
  const weight = weightOf(healthy);
  const stand = `${platform.distribution}-${platform.version}/${digest(healthy)}`;
  return { stand, ...(weight > 1 && { weight }) };
}

function cellOf(
  scenario: Scenario,
  platform: Platform,
  fix: Fix,
  start: Pick<Cell, "stand" | "weight">,
): Cell {
  const { distribution, version, kubernetes, fidelity } = platform;
  const expected = expectedOn(fix, platform).outcome;
  return {
    id: `${scenario.id}/${distribution}-${version}/${fix.id}`,
    scenario: scenario.id,
    threads: scenario.sources.map(({ ref }) => ref).filter((ref) => THREAD.test(ref)),
    platform: { distribution, version, ...(kubernetes !== undefined && { kubernetes }) },
    fidelity,
    fix: fix.id,
    claim: fix.claim.outcome,
    expected,
    ...start,
    estimateSeconds: estimate(scenario, fix, expected),
  };
}

/** Every node has its kubelet and containerd, every server its etcd and kube-apiserver, and so has a virtual cluster. */
function weightOf({ cluster, vcluster }: StandSpec): number {
  return cluster.servers + cluster.workers + (vcluster ? 1 : 0);
}

/** Names a healthy state: scenarios that begin alike can share a cluster. */
function digest(healthy: StandSpec): string {
  return createHash("sha256").update(JSON.stringify(healthy)).digest("hex").slice(0, 8);
}

function estimate(scenario: Scenario, fix: Fix, expected: Outcome): number {
  const { persists, transient } = scenario.symptom;
  const symptom = persists?.seconds ?? transient?.clearsWithinSeconds ?? 0;
  const healing = expected === "heals" ? Math.min(HEALING_SECONDS, fix.withinSeconds) : fix.withinSeconds;
  return FIXED_SECONDS + (scenario.fault.settleSeconds ?? 0) + symptom + healing;
}
