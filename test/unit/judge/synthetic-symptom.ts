import type { Signature, Symptom } from "../../../harness/scenario/types.ts";
import { T0 } from "./synthetic.ts";

/** `kubectl top nodes` fails, in either of its words. */
export const TOP = {
  kind: "command",
  on: { kind: "top-nodes" },
  exit: "non-zero",
  text: [/Metrics API not available/, /\(ServiceUnavailable\)/],
} satisfies Signature;

/** That, for half a minute. */
export const persists: Symptom = {
  command: "kubectl top nodes",
  signatures: [TOP],
  withinSeconds: 20,
  persists: { seconds: 30 },
};

/** The fault began at 10 s and was in at 12 s. */
export const bounds = { from: T0 + 10_000, deadlineFrom: T0 + 12_000 };
