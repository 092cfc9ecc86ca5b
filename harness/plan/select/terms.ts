import { matchesGlob } from "node:path";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";
import { THREAD } from "../../scenario/thread.ts";
import type { Scenario } from "../../scenario/types.ts";
import type { Cell } from "../cell.ts";
import { asReported, kubernetesAskedOf, platformName } from "../cell-platform.ts";
import { cellsOf } from "../cells.ts";
import type { Depth } from "../depth.ts";

/** A cell with the scenario it comes from: what a selector looks at. */
export interface Candidate {
  readonly scenario: Scenario;
  readonly cell: Cell;
}

export function candidatesOf(scenarios: readonly Scenario[], depth: Depth): readonly Candidate[] {
  return scenarios.flatMap((scenario) => cellsOf(scenario, depth).map((cell) => ({ scenario, cell })));
}

/** Documented in `faultline run --help` and docs/cli.md. */
export const SELECTOR_HELP = `Selectors (several: any of them; joined by a comma: all of them; with a leading "!": not these):
  bad-flag-pair, kubelet-*         a scenario by id, * and ? as in file names
  bad-flag-pair/timeout-9s         one fix of a scenario
  F1                               a failure mode of the catalog
  k3s-io/k3s#11902                 a GitHub thread, as a name or as its address
  tag:tls                          a label
  platform:kind-1.32.5             a platform
  kubernetes:1.32                  what runs on a Kubernetes of that version or range; on another than the reported with --at
  metrics-server:<0.8              what runs with a metrics-server of that version or range`;

type Matcher = (candidate: Candidate) => boolean;

/** The test one term stands for; every text is a term, as anything may be a scenario's id. */
export function matcherOf(term: string): Matcher {
  if (term.startsWith("!")) {
    const inner = matcherOf(term.slice(1));
    return (candidate) => !inner(candidate);
  }
  const [, kind, value] = /^(tag|platform):(.*)$/.exec(term) ?? [];
  if (kind === "tag") return ({ scenario }) => scenario.tags.some((tag) => matchesGlob(tag, String(value)));
  if (kind === "platform")
    return ({ cell }) => namesOf(cell).some((name) => matchesGlob(name, String(value)));
  const [, component, range] = /^(kubernetes|metrics-server):(.*)$/.exec(term) ?? [];
  if (component !== undefined && validRange(range) !== null)
    return ({ cell }) => satisfies(versionOf(component, cell) ?? "", String(range));
  const thread = threadOf(term);
  if (thread) return ({ scenario }) => scenario.sources.some(({ ref }) => ref.toLowerCase() === thread);
  if (/^F\d+[a-z]?$/i.test(term)) return ({ scenario }) => scenario.mode.toLowerCase() === term.toLowerCase();
  const parts = term.split("/");
  const [id = "", second] = parts;
  if (second === undefined) return ({ scenario }) => matchesGlob(scenario.id, id);
  if (parts.length > 2)
    return ({ cell }) =>
      namesOf(cell).some((name) => matchesGlob(`${cell.scenario}/${name}/${cell.fix}`, term));
  return ({ scenario, cell }) => matchesGlob(scenario.id, id) && matchesGlob(cell.fix, second);
}

/** A platform's name also means it with another metrics-server or Helm, and with other versions than the reported ones: both sides of an upgrade. */
function namesOf({ platform }: Cell): readonly string[] {
  const { upgradedTo: _, ...before } = platform;
  const { metricsServer: __, helm: ___, ...own } = before;
  return [platform, before, own, asReported(platform)].map(platformName);
}

/** A virtual cluster has the Kubernetes of its host here, because that is the one whose nodes are measured. */
function versionOf(component: string, { platform, metricsServer }: Cell): string | undefined {
  return component === "kubernetes" ? kubernetesAskedOf(platform) : metricsServer;
}

/** "owner/repo#n" in lower case, from that or from the thread's address; undefined for anything else. */
export function threadOf(term: string): string | undefined {
  return threadAsWritten(term)?.toLowerCase();
}

/** The same with the capitals that it has. */
export function threadAsWritten(term: string): string | undefined {
  const address = /^https?:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull|discussions)\/(\d+)/i.exec(term);
  if (address) return `${address[1]}#${address[2]}`;
  return THREAD.test(term) ? term : undefined;
}
