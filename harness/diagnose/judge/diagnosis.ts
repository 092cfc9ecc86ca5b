import { type Health, healthyNow } from "../../judge/health.ts";
import { nameOfSignature } from "../../judge/match-signature.ts";
import { samplesOf } from "../../judge/view.ts";
import type { Scenario } from "../../scenario/types.ts";
import { withHidden } from "./behind.ts";
import { isDenied, tellsNothing } from "./denied.ts";
import { type Finding, findingsOf } from "./findings.ts";
import { podsNow } from "./fresh.ts";
import { answered, type Reading, readingOf } from "./reading.ts";
import type { Seen } from "./seen.ts";
import { LONG_START, SHORT_START, starting } from "./starting.ts";

export type Verdict = "healthy" | "known" | "unknown" | "cannot tell";

export interface Diagnosis {
  readonly verdict: Verdict;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly findings: readonly Finding[];
  /** Shown during the look, and over by itself: no findings, because a slow healthy start does not differ. */
  readonly passed: readonly Reading[];
  readonly ruledOut: readonly Reading[];
  /** Neither shown nor ruled out: what was denied or did not answer. */
  readonly open: readonly Reading[];
  /** Another look may say more: ms since the epoch from which on it does. */
  readonly lookAgainAt: number | null;
}

/** What is wrong with a cluster, from what was seen of it. Pure: the same look gives the same diagnosis. */
export function diagnose(scenarios: readonly Scenario[], seen: Seen): Diagnosis {
  const readings = withHidden(
    scenarios.map((scenario) => readingOf(scenario, seen)),
    answered(seen),
  );
  const of = (state: Reading["state"]) => readings.filter((reading) => reading.state === state);
  const health = healthyNow(answered(seen), { from: seen.from });
  const rest = { passed: of("passed"), ruledOut: of("ruled out") };
  const young = health.state === "bad" && starting(seen, startOf(of("shown"), scenarios));
  if (young) {
    const reason = `${young.pod} may only be starting, which shows the same words`;
    const shown = of("shown").map((reading): Reading => ({ ...reading, state: "open", because: reason }));
    const open = [...shown, ...of("open")];
    return { verdict: "cannot tell", reason, findings: [], open, lookAgainAt: young.until, ...rest };
  }
  const found = { findings: findingsOf(of("shown"), scenarios), open: of("open") };
  return { ...verdictOf(found, health, seen), ...found, ...rest };
}

/** What a healthy start may show itself, slow as it may be, tells a fault from one no sooner than nothing would. */
function startOf(shown: readonly Reading[], scenarios: readonly Scenario[]) {
  const passing = scenarios.filter(({ symptom }) => symptom.transient !== undefined);
  const usual = new Set(passing.flatMap(({ symptom }) => symptom.signatures.map(nameOfSignature)));
  const isOwn = ({ signs }: Reading) => signs.some(({ signature }) => !usual.has(signature));
  return shown.some(isOwn) ? SHORT_START : LONG_START;
}

type Said = Pick<Diagnosis, "verdict" | "reason" | "lookAgainAt">;

function verdictOf(
  { findings, open }: Pick<Diagnosis, "findings" | "open">,
  health: Health,
  seen: Seen,
): Said {
  const said = (verdict: Verdict, reason: string, lookAgainAt: number | null = null): Said => ({
    verdict,
    reason,
    lookAgainAt,
  });
  if (findings.length > 0) {
    const ids = findings.map(({ reading }) => reading.scenario.id);
    return said("known", `${ids.join(" and ")} ${ids.length > 1 ? "are" : "is"} shown`);
  }
  if (health.state === "sustained") return said("healthy", "the metrics API works");
  if (health.state === "good")
    return said("cannot tell", "the metrics API works, not for long yet", seen.now);
  if (isAbsent(seen))
    return said("healthy", "there is no metrics API here: no APIService, no metrics-server");
  if (health.state === "bad" && !health.seen)
    return said("cannot tell", `the metrics API could not be looked at: ${whyBlind(seen) ?? health.note}`);
  if (open.length === 0) return said("unknown", `broken, and no documented fault is shown: ${health.note}`);
  const told = open.flatMap(({ toldAt }) => toldAt ?? []);
  return said(
    "cannot tell",
    `broken, and not everything could be looked at: ${health.note}`,
    told.length > 0 ? Math.min(...told) : null,
  );
}

/** Nobody installed it: that the API is not there is then as it should be. */
function isAbsent(seen: Seen): boolean {
  const last = samplesOf(seen, "apiservice").at(-1);
  const isBlind = seen.blind.some(({ source }) => source === "pod" || source === "apiservice");
  return last !== undefined && !last.present && !isBlind && podsNow(seen).size === 0;
}

function whyBlind({ blind, samples }: Seen): string | null {
  const denied = samples.find(isDenied);
  if (denied?.kind === "command") return denied.text;
  const silent = samples.findLast(tellsNothing);
  if (silent?.kind === "command") return silent.text;
  return blind[0] ? `${blind[0].source}, ${blind[0].how}: ${blind[0].why}` : null;
}
