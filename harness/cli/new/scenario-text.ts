import { FILL_IN } from "../../scenario/load/fill-ins.ts";
import { moduleFor } from "./import-of.ts";

/**
 * A scenario that loads and could run, with every field and where to find what goes into it. What is the same in most is written; the
 * rest is marked, or is a line to take out of its comment.
 */
export function scenarioText({
  id,
  mode,
  thread,
  dir,
}: {
  readonly id: string;
  readonly mode: string;
  /** "owner/repo#n". */
  readonly thread: string;
  /** The absolute folder it goes to. */
  readonly dir: string;
}): string {
  const from = (name: Parameters<typeof moduleFor>[0]) => `"${moduleFor(name, dir)}"`;
  return `import { defineScenario } from ${from("define")};
import { POD_ANNOTATIONS, REPLICAS } from ${from("allowedChanges")};
import { NO_ENDPOINTS, TOP_FAILS } from ${from("signs")};
import { POD } from ${from("waits")};
import { restart, withDeployment } from ${from("edits")};
import { healthyStand } from ${from("healthy")};

// Every field, edit and signature is in docs/reference.md. \`faultline check ${id}\` names each place that is still to be written,
// prints what each edit changes, and says what is wrong. The example is a Deployment that somebody scaled to zero.
export default defineScenario({
  id: "${id}",
  // Of docs/modes.md, where one fits; a new one is in modes.ts beside this file.
  mode: "${mode}",
  title: "${FILL_IN}: what goes wrong, as whoever meets it would say it",
  sources: [
    {
      ref: "${thread}",
      kind: "report",
      quote: "${FILL_IN}: the thread's own words that show the failure, letter by letter",
    },
    // { ref: "owner/repo#1", kind: "related" },
    // { ref: "https://...", kind: "documentation", quote: "..." },
  ],
  tags: ["pod"], // ${FILL_IN}: kubelet, tls, rbac, apiservice, network, startup, ...
  reportedOn: "${FILL_IN}: versions and distribution, in the words of the thread",
  // "reported" where this is what the thread ran; "same mechanism" where the same cause is shown on another.
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  // What the thread or a retelling of it has wrong, once a cell or a source has shown it.
  // corrections: ["..."],

  // The state that works: cluster, dns and deployment may differ from metrics-server's manifest on one kind node.
  healthy: () => healthyStand(),

  fault: {
    summary: "${FILL_IN}: the change that breaks it, in one line",
    // ${FILL_IN}: the thread's cause as a change of the healthy state
    edit: (spec) => withDeployment(spec, { replicas: 0 }),
    // What the change may touch; check prints it.
    allowedChanges: [REPLICAS],
    // What a person types after it, e.g. where no edit says it.
    // act: [{ kubectl: ["cordon", "{worker}"], why: "..." }],
    // What puts the acts right again, also those of the fixes.
    // undo: [{ kubectl: ["uncordon", "{worker}"], why: "..." }],
    // What of it has to be done anew when a fix is taken back: (spec) => restart(spec, "again").
    // again: ...
    // Where a young cluster hides it: every container is older than so many seconds first.
    // settleSeconds: 60,
  },

  symptom: {
    // What the thread types.
    command: "kubectl top nodes",
    // ${FILL_IN}: all that is seen; the second tells it from other faults in which kubectl top fails alike
    signatures: [TOP_FAILS, NO_ENDPOINTS],
    withinSeconds: POD.symptom,
    // Or transient: { clearsWithinSeconds: 60 }, where it goes away by itself.
    persists: { seconds: POD.persists },
    // Commands that go on working, which is what makes it puzzling.
    // staysNormal: [{ kind: "kubectl", args: ["get", "nodes"] }],
    // What recovery is where it is not a working \`kubectl top\`, and what a command shows until then.
    // recovery: [{ kind: "command", on: { kind: "kubectl", args: ["auth", "can-i", "get", "pods"] }, exit: 0, text: [/yes/] }],
    // unhealed: [{ kind: "command", on: { kind: "kubectl", args: ["auth", "can-i", "get", "pods"] }, exit: 1, text: [/no/] }],
    // More in docs/reference.md: from, vantage, patienceSeconds, alike.
  },

  fixes: [
    {
      id: "as-claimed", // ${FILL_IN}: a few words, kebab-case
      title: "${FILL_IN}: the advice, as one would give it",
      // ${FILL_IN}: the advice as a change of the broken state
      edit: (spec) => withDeployment(spec, { replicas: 1 }),
      allowedChanges: [REPLICAS],
      // act: [{ kubectl: ["..."], why: "..." }],
      claim: {
        outcome: "heals",
        by: "${FILL_IN}: who says so, and where",
        quote: "${FILL_IN}: in which words, letter by letter",
      },
      // alsoClaimed: [{ outcome: "no effect", by: "..." }],
      expect: { outcome: "heals", why: "${FILL_IN}: what makes it heal" },
      withinSeconds: POD.heals,
    },
    // A control: advice that must not heal. If it did, the other fixes would prove nothing.
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for every failure of kubectl top" },
      expect: { outcome: "no effect", why: "${FILL_IN}: why a new pod meets the same" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
`;
}
