import type { z } from "zod";
import type * as schema from "./load/schema.ts";
import type { since } from "./load/schema-since.ts";
import type { commandSignature, logSource, observable, signature, symptom } from "./load/schema-symptom.ts";

/** A scenario and its parts are written once, as the schemas that the loader checks them with: what each property means is there. */
export type Scenario = schema.Fixed<typeof schema.scenarioSchema>;
export type Source = schema.Fixed<typeof schema.source>;
export type Platform = schema.Fixed<typeof schema.platform> & {
  /** Version of metrics-server that a run asks for, where it is not the one of the healthy state. No scenario's file says it. */
  readonly metricsServer?: string;
  /** Version of Helm that a run asks for, where it is not the reported one. Neither does a file say this. */
  readonly helm?: string;
  /** What an upgrade in place asks for once a fix is in. No scenario's file says it either. */
  readonly upgradedTo?: { readonly metricsServer: string };
};
export type Fault = Scenario["fault"];
export type Edit = Fault["edit"];
export type Touch = schema.Fixed<typeof schema.touch>;
export type Act = schema.Fixed<typeof schema.act>;
export type Fix = schema.Fixed<typeof schema.fix>;
export type Since = schema.Fixed<typeof since>;
export type Outcome = z.infer<typeof schema.outcomeSchema>;
export type Expectation = Pick<Fix["expect"], "outcome" | "why" | "refusal">;
export type Symptom = schema.Fixed<typeof symptom>;
export type Signature = schema.Fixed<typeof signature>;
export type CommandSignature = schema.Fixed<typeof commandSignature>;
export type LogSource = z.infer<typeof logSource>;
export type Observable = schema.Fixed<typeof observable>;

/** The catalog of failure modes: kinds of fault by number, of which scenarios are instances. */
export type FailureModes = Readonly<Record<string, FailureMode>>;

interface FailureMode {
  readonly title: string;
  /** What goes wrong, in one sentence. */
  readonly meaning: string;
  /** Why no scenario shows it, with what was tried; left out when one does. */
  readonly absent?: string;
  /** Who reported it ("owner/repo#n"), where no scenario says so. */
  readonly threads?: readonly string[];
}
