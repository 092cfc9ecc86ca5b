import { coerce, major, minor } from "semver";
import type { MeasuredVerdict } from "../../plan/measured-verdict.ts";
import { duration } from "../../report/duration.ts";
import type { Fix } from "../../scenario/types.ts";

/** The versions of the cluster that is looked at, without the `v`; undefined where nobody told. */
export interface Versions {
  readonly kubernetes: string | undefined;
  readonly metricsServer: string | undefined;
}

/** A documented fix, and what it did on the platform that is nearest to the cluster. */
export interface MeasuredFix {
  readonly fix: Fix;
  /** Absent where it was never measured. */
  readonly measured?: MeasuredVerdict;
}

/** Best first: what heals, and sooner; then what only hides, is refused, has no effect; then what nobody has measured. */
const ORDER = ["heals", "hides", "refused", "no effect"] as const;

export function inOrder(
  fixes: readonly Fix[],
  verdicts: readonly MeasuredVerdict[],
  cluster: Versions,
): readonly MeasuredFix[] {
  return fixes
    .map((fix): MeasuredFix => {
      const own = verdicts.filter((verdict) => verdict.fix === fix.id);
      const [measured] = own.toSorted((a, b) => distance(a, cluster) - distance(b, cluster));
      return { fix, ...(measured && { measured }) };
    })
    .toSorted((a, b) => rank(a) - rank(b) || time(a) - time(b));
}

const rank = ({ measured }: MeasuredFix) =>
  measured === undefined ? ORDER.length : ORDER.indexOf(measured.outcome);
const time = ({ measured }: MeasuredFix) => measured?.recoveryMs ?? 0;

/** How far a measurement is from a cluster: minor versions of Kubernetes, and by a tenth of metrics-server. */
function distance(measured: MeasuredVerdict, cluster: Versions): number {
  return (
    apart(measured.kubernetes, cluster.kubernetes) + apart(measured.metricsServer, cluster.metricsServer) / 10
  );
}

function apart(a: string, b: string | undefined): number {
  const [one, other] = [coerce(a), coerce(b ?? "")];
  if (!one || !other) return 0;
  return Math.abs(major(one) - major(other)) * 100 + Math.abs(minor(one) - minor(other));
}

const WORDS = {
  heals: "heals",
  hides: "hides",
  refused: "is refused",
  "no effect": "has no effect",
} as const satisfies Record<MeasuredVerdict["outcome"], string>;

/** "heals in 5.0 s on kind-1.37.2 (run …)", and what of that is not so here. */
export function measuredText({ measured, fix }: MeasuredFix, cluster: Versions): string {
  if (!measured) return `never measured; ${fix.claim.by} say it ${fix.claim.outcome}`;
  const { outcome, recoveryMs, platform, run } = measured;
  const after = outcome === "heals" && recoveryMs !== null ? ` in ${duration(recoveryMs)}` : "";
  return `${WORDS[outcome]}${after} on ${platform} (run ${run})${otherVersions(measured, cluster)}`;
}

/** Where a fix was measured on another version than the cluster's. */
function otherVersions(measured: MeasuredVerdict, { kubernetes, metricsServer }: Versions): string {
  const other = [
    ...(kubernetes !== undefined && apart(measured.kubernetes, kubernetes) > 0
      ? [`Kubernetes ${kubernetes}`]
      : []),
    ...(metricsServer !== undefined && apart(measured.metricsServer, metricsServer) > 0
      ? [`metrics-server ${metricsServer}`]
      : []),
  ];
  return other.length > 0 ? `; not measured on ${other.join(" and ")}, which this cluster has` : "";
}
