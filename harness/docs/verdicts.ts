import { REPORTED } from "../../toolchain/versions.ts";
import { kubernetesOf, platformName } from "../plan/cell-platform.ts";
import type { MeasuredVerdict, MeasuredVerdicts } from "../plan/measured-verdict.ts";
import type { Scenario } from "../scenario/types.ts";
import type { Measured } from "./measured.ts";
import type { Seen } from "./versions/seen-at.ts";

/**
 * scenarios/verdicts.json: what every fix did on a real cluster, for whoever has the fault and no run: the recordings, and what later
 * runs saw with other versions.
 */
export function verdictsOf(
  scenarios: readonly Scenario[],
  measured: ReadonlyMap<string, readonly Measured[]>,
  others: readonly Seen[],
): MeasuredVerdicts {
  const all = scenarios.map(({ id, fixes }): readonly [string, MeasuredVerdict[]] => {
    const known = [
      ...(measured.get(id) ?? []).flatMap(ofCell),
      ...others.filter(({ scenario }) => scenario === id).flatMap(ofSeen),
    ];
    const order = (fix: string) => fixes.findIndex((each) => each.id === fix);
    const sorted = known
      .filter(({ fix }) => order(fix) >= 0)
      .toSorted((a, b) => order(a.fix) - order(b.fix) || a.platform.localeCompare(b.platform));
    return [id, sorted];
  });
  return Object.fromEntries(all.filter(([, verdicts]) => verdicts.length > 0));
}

function ofCell({ run, cell }: Measured): MeasuredVerdict[] {
  const { fix, platform, observed, timeToRecoveryMs } = cell;
  if (observed === null) return [];
  return [
    {
      fix,
      platform: platformName(platform),
      kubernetes: kubernetesOf(platform),
      metricsServer: platform.upgradedTo?.metricsServer ?? platform.metricsServer ?? REPORTED.metricsServer,
      outcome: observed,
      recoveryMs: timeToRecoveryMs,
      run,
    },
  ];
}

/** What another version saw is kept by its platform's name alone: "kind-1.37.2+metrics-server-0.9.0". */
function ofSeen({ run, fix, platform, observed, recoveryMs }: Seen): MeasuredVerdict[] {
  const [name = "", ...others] = platform.split("+");
  const other = (component: string) =>
    others.flatMap((each) => (each.startsWith(`${component}-`) ? [each.slice(component.length + 1)] : []))[0];
  if (observed === null) return [];
  const kubernetes = other("kubernetes") ?? (name.startsWith("kind-") ? name.slice(5) : REPORTED.kubernetes);
  const metricsServer = other("metrics-server") ?? REPORTED.metricsServer;
  return [{ fix, platform, kubernetes, metricsServer, outcome: observed, recoveryMs, run }];
}
