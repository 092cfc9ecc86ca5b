import { THREAD } from "../scenario/thread.ts";
import type { Fix, Platform, Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";

/** Seconds a cell spends outside the waits its scenario states: Pulumi's updates, the healthy start, sustaining. */
const FIXED_SECONDS = 35;
/** Seconds a healing fix usually takes: two scrapes 15 s apart and the readiness probe. */
const HEALING_SECONDS = 25;

/** Every cell of one scenario: its platforms times its fixes, in the order they are written. */
export function cellsOf(scenario: Scenario): readonly Cell[] {
  return scenario.platforms.flatMap((platform) =>
    scenario.fixes.map((fix) => cellOf(scenario, platform, fix)),
  );
}

function cellOf(scenario: Scenario, platform: Platform, fix: Fix): Cell {
  const stand = `${scenario.id}/${platform.distribution}-${platform.version}`;
  return {
    id: `${stand}/${fix.id}`,
    scenario: scenario.id,
    threads: scenario.sources.map(({ ref }) => ref).filter((ref) => THREAD.test(ref)),
    platform: { distribution: platform.distribution, version: platform.version },
    fidelity: platform.fidelity,
    fix: fix.id,
    claim: fix.claim.outcome,
    expected: fix.expect.outcome,
    stand,
    estimateSeconds: estimate(scenario, fix),
  };
}

function estimate(scenario: Scenario, fix: Fix): number {
  const { persists, transient } = scenario.symptom;
  const symptom = persists?.seconds ?? transient?.clearsWithinSeconds ?? 0;
  const healing =
    fix.expect.outcome === "heals" ? Math.min(HEALING_SECONDS, fix.withinSeconds) : fix.withinSeconds;
  return FIXED_SECONDS + (scenario.fault.settleSeconds ?? 0) + symptom + healing;
}
