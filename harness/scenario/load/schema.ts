import { z } from "zod";
import { THREAD } from "../thread.ts";
import {
  type Act,
  type Edit,
  FIDELITIES,
  type Fix,
  OUTCOMES,
  type Platform,
  type Scenario,
  type Source,
  type Symptom,
  type Touch,
} from "../types.ts";
import { commandSignature, observable, pattern, signature, words } from "./schema-signature.ts";

/** Seconds a wait in a scenario may take: longer and a run on two cores no longer ends within its quarter of an hour. */
const seconds = z.number().min(1).max(300);
const sentence = z.string().trim().min(3);
const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "must be kebab-case, e.g. bad-flag-pair" });
const version = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, { error: "must be a version without the v, e.g. 1.32.5" });
const edit = z.custom<Edit>((value) => typeof value === "function", {
  error: "must be a function StandSpec -> StandSpec",
});

const source: z.ZodType<Source> = z.strictObject({
  ref: z.string().refine((ref) => THREAD.test(ref) || URL.canParse(ref), {
    error: "must be a GitHub thread (owner/repo#number) or a URL",
  }),
  kind: z.enum(["report", "related", "documentation"]),
  quote: z.exactOptional(sentence),
});

const platform: z.ZodType<Platform> = z.strictObject({
  distribution: z.enum(["kind", "k3d", "k0s", "vcluster"]),
  version,
  kubernetes: z.exactOptional(version),
  fidelity: z.enum(FIDELITIES),
  profile: z.exactOptional(z.literal("full")),
});

const touch: z.ZodType<Touch> = z.strictObject({
  resource: z.string().regex(/^[A-Z]\w*$/, {
    error: "must be the last part of a Pulumi type, e.g. Deployment",
  }),
  path: z.string(),
});

const act: z.ZodType<Act> = z.strictObject({
  kubectl: words,
  on: z.exactOptional(z.literal("host")),
  namesFrom: z.exactOptional(words),
  why: sentence,
  expectExit: z.exactOptional(z.int().min(0).max(255)),
  timeoutSeconds: z.exactOptional(seconds),
  until: z.exactOptional(z.strictObject({ output: pattern, withinSeconds: seconds })),
});

const symptom: z.ZodType<Symptom> = z.strictObject({
  signatures: z.array(signature).min(1),
  withinSeconds: seconds,
  persists: z.exactOptional(z.strictObject({ seconds })),
  transient: z.exactOptional(z.strictObject({ clearsWithinSeconds: seconds })),
  recovery: z.exactOptional(z.array(signature).min(1)),
  unhealed: z.exactOptional(z.array(commandSignature).min(1)),
  staysNormal: z.exactOptional(z.array(observable).min(1)),
  vantage: z.exactOptional(z.literal("away from the pod")),
  patienceSeconds: z.exactOptional(z.int().min(1).max(60)),
  command: z.string().startsWith("kubectl "),
});

const outcome = z.enum(OUTCOMES);
const expectation = { outcome, why: sentence, refusal: z.exactOptional(pattern) };
const fix: z.ZodType<Fix> = z.strictObject({
  id: kebab,
  title: sentence,
  edit,
  allowedChanges: z.array(touch),
  act: z.exactOptional(z.array(act).min(1)),
  afterwards: z.exactOptional(edit),
  fromVersion: z.exactOptional(version),
  claim: z.strictObject({ outcome, by: sentence, quote: z.exactOptional(sentence) }),
  expect: z.strictObject({
    ...expectation,
    from: z.exactOptional(z.strictObject({ version, ...expectation })),
  }),
  control: z.exactOptional(z.literal(true)),
  withinSeconds: seconds,
});

/** The shape of a scenario. Unknown keys are refused: a misspelt optional key would otherwise be silently without effect. */
export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  id: kebab,
  mode: z.string(),
  title: sentence,
  sources: z.array(source).min(1),
  tags: z.array(kebab).min(1),
  reportedOn: sentence,
  platforms: z.array(platform).min(1),
  corrections: z.exactOptional(z.array(sentence).min(1)),
  healthy: z.custom<Scenario["healthy"]>((value) => typeof value === "function", {
    error: "must be a function Platform -> StandSpec",
  }),
  fault: z.strictObject({
    summary: sentence,
    edit,
    allowedChanges: z.array(touch).min(1),
    act: z.exactOptional(z.array(act).min(1)),
    settleSeconds: z.exactOptional(z.int().min(1).max(300)),
    undo: z.exactOptional(z.array(act).min(1)),
  }),
  symptom,
  fixes: z.array(fix).min(1),
});
