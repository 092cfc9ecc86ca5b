import { z } from "zod";
import type { Distribution, StandSpec } from "../../../stacks/spec.ts";
import { THREAD } from "../thread.ts";
import { NAMES_NONE, namesVersion, since, version } from "./schema-since.ts";
import { pattern, seconds, sentence, symptom, words } from "./schema-symptom.ts";

export const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "must be kebab-case, e.g. bad-flag-pair" });
/** Pure: the same spec in, the same spec out. */
const edit = z.custom<(spec: StandSpec) => StandSpec>((value) => typeof value === "function", {
  error: "must be a function StandSpec -> StandSpec",
});

export const source = z.strictObject({
  /** GitHub thread "owner/repo#n", or a documentation URL. */
  ref: z.string().refine((ref) => THREAD.test(ref) || URL.canParse(ref), {
    error: "must be a GitHub thread (owner/repo#number) or a URL",
  }),
  kind: z.enum(["report", "related", "documentation"]),
  /** Verbatim words of the source, where we have them. */
  quote: z.exactOptional(sentence),
});

const distributions = ["kind", "k3d", "k0s", "vcluster"] satisfies (Distribution | "vcluster")[];

/** How near a platform is to the one that the reports say they ran. */
export const fidelitySchema = z.enum(["reported", "same mechanism"]);

export const platform = z.strictObject({
  /** `vcluster`: a virtual cluster on a kind host. */
  distribution: z.enum(distributions),
  /** Kubernetes version without the `v`; of a vCluster its own, e.g. "0.20.0". */
  version,
  /** Kubernetes of the nodes, where `version` is not that. */
  kubernetes: z.exactOptional(version),
  fidelity: fidelitySchema,
  /** Costs a build of minutes where its image cannot be pulled: only run with `--profile full`. */
  profile: z.exactOptional(z.literal("full")),
});

/**
 * A resource (its Pulumi type's last part, e.g. "Deployment", "APIService", "NodeRule", "KindCluster") and a property path
 * prefix within it, e.g. "spec.template.spec.containers[0].args". An empty path allows create, delete and any property.
 * With a `name` it is that resource alone: in diffs an object of the spec's `objects` is called "<namespace>/<name>".
 */
export const touch = z.strictObject({
  resource: z.string().regex(/^[A-Z]\w*$/, {
    error: "must be the last part of a Pulumi type, e.g. Deployment",
  }),
  name: z.exactOptional(z.string().min(1)),
  path: z.string(),
});

/**
 * A command a reporter would type; `kubectl` holds its arguments. `expectExit` defaults to 0. Nodes' names are `{node}`, for a control
 * plane's, or role and number: `{worker}`, `{control-plane2}`.
 */
export const act = z.strictObject({
  kubectl: words,
  /** Asked of the cluster that a virtual cluster runs on, not of the virtual one. */
  on: z.exactOptional(z.literal("host")),
  /**
   * A kubectl command whose output words are appended to `kubectl`, for objects whose names only the cluster knows (CSRs).
   * With `until`, no words count as "not yet"; without, the act fails.
   */
  namesFrom: z.exactOptional(words),
  why: sentence,
  expectExit: z.exactOptional(z.int().min(0).max(255)),
  timeoutSeconds: z.exactOptional(seconds),
  /** Repeat until the exit code and, if given, the output are as wanted: waiting for a CSR to appear, say. */
  until: z.exactOptional(z.strictObject({ output: pattern, withinSeconds: seconds })),
});
const acts = z.exactOptional(z.array(act).min(1));

/** What a fix does. */
export const outcomeSchema = z.enum([
  /** The observable recovers from every vantage point, sustained. */
  "heals",
  /** The symptom stays for the whole deadline. */
  "no effect",
  /** The tool refuses the change (exit code and text are in the journal). */
  "refused",
  /** Only for transient symptoms: the noise is gone but the service is ready no sooner than with the fault. */
  "hides",
]);

const expectation = z.strictObject({
  outcome: outcomeSchema,
  why: sentence,
  /** With `refused`, and only then: what the tool says to it. A change that fails in other words is the harness's trouble. */
  refusal: z.exactOptional(pattern),
});

const claim = z.strictObject({ outcome: outcomeSchema, by: sentence, quote: z.exactOptional(sentence) });

export const fix = z.strictObject({
  /** Kebab case, unique in the scenario. */
  id: kebab,
  title: sentence,
  edit,
  allowedChanges: z.array(touch),
  act: acts,
  /** A later change for another reason, after the acts: what becomes of a fix that the program does not know of. */
  afterwards: z.exactOptional(z.strictObject({ edit, allowedChanges: z.array(touch).min(1) })),
  /** Tried on platforms of this version or later only: where the fix came with it. */
  fromVersion: z.exactOptional(version),
  /** What is said to work, by whom. */
  claim,
  /** What others say of the same. */
  alsoClaimed: z.exactOptional(z.array(claim).min(1)),
  expect: expectation.extend({
    /** Another expectation from these versions on. */
    from: z.exactOptional(expectation.extend(since.shape).refine(namesVersion, NAMES_NONE)),
  }),
  /** A popular or documented wrong fix that must not heal: the control of this scenario. */
  control: z.exactOptional(z.literal(true)),
  /** Seconds within which a healing fix must show (for `no effect`: how long we watch it not heal). */
  withinSeconds: seconds,
});

const fault = z.strictObject({
  summary: sentence,
  edit,
  /**
   * Everything the preview's diff may touch; anything else ends the cell in `error`. Empty where the fault only acts: `edit` then changes
   * nothing, and there is an `undo`.
   */
  allowedChanges: z.array(touch),
  /** Imperative stimuli after the edit (a `kubectl delete namespace`), in order. */
  act: acts,
  /** The fault waits until every container is older than this, in seconds, by the kubelet's figures: where a young cluster would hide it. */
  settleSeconds: z.exactOptional(z.int().min(1).max(300)),
  /** What of the fault has to be done anew where a fix is taken back and its change alone does not show: a restart, say, that drops a cache. */
  again: z.exactOptional(edit),
  /**
   * What puts right by hand what acts have left, those of fixes too, before the stand serves another cell; the program does not know of
   * it. Of a fault that only acts it is checked: the healthy program must be healthy again. Such a fix is taken back by it as well.
   */
  undo: acts,
});

/**
 * One documented fault. Data with pure functions: where it was reported, the healthy state, the edit that breaks it,
 * how the break shows, and every documented fix with what upstream claims and what we expect.
 * Unknown keys are refused: a misspelt optional key would otherwise be silently without effect.
 */
export const scenarioSchema = z.strictObject({
  /** Kebab case, unique, equal to the file's name without `.ts`. */
  id: kebab,
  /** Number in the catalog of failure modes (`modes.ts` beside the scenarios), e.g. "F1". */
  mode: z.string(),
  title: sentence,
  sources: z.array(source).min(1),
  /** Free labels for selectors: "kubelet", "tls", "rbac", "apiservice", "network", "startup" … */
  tags: z.array(kebab).min(1),
  /** What the reports say they ran, in their words. */
  reportedOn: sentence,
  platforms: z.array(platform).min(1),
  /** What the report or its retelling gets wrong, as shown by a cell or a source. */
  corrections: z.exactOptional(z.array(sentence).min(1)),
  healthy: z.custom<(on: Fixed<typeof platform>) => StandSpec>((value) => typeof value === "function", {
    error: "must be a function Platform -> StandSpec",
  }),
  fault,
  symptom,
  fixes: z.array(fix).min(1),
});

/** What a schema describes, as nobody may change it, at any depth. */
export type Fixed<S extends z.ZodType> = DeepReadonly<z.infer<S>>;

type DeepReadonly<T> = T extends RegExp | ((...args: never[]) => unknown)
  ? T
  : { readonly [K in keyof T]: DeepReadonly<T[K]> };
