/** What the scenarios and the configuration of a project import: `import { defineScenario } from "faultline"`. */
export { type Config, defineConfig } from "../harness/cli/config/define.ts";
export type * from "../harness/scenario/define.ts";
export { defineScenario } from "../harness/scenario/define.ts";
export type { CommandSignature, Fault, LogSource, Observable, Symptom } from "../harness/scenario/types.ts";
export type * from "../stacks/spec.ts";
