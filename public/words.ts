/** What scenarios share: signs, symptoms, touches and measured waits: `import { TOP_FAILS } from "faultline/words"`. */
export * from "../harness/scenario/words/allowed-changes.ts";
export * from "../harness/scenario/words/fixes.ts";
export * from "../harness/scenario/words/overlay.ts";
export * from "../harness/scenario/words/signs.ts";
export * from "../harness/scenario/words/stand-names.ts";
export * from "../harness/scenario/words/startup.ts";
export * from "../harness/scenario/words/symptoms.ts";
export * from "../harness/scenario/words/vcluster.ts";
export * from "../harness/scenario/words/waits.ts";
