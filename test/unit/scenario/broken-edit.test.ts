import { describe, test } from "vitest";
import { type Broken, complains } from "./complaint.ts";

/** Of the example's fault. */
const FAULT = /\(spec\) => withApiService\(spec, \{ servicePort: 1 \}\),\n.*/;
const ACT = 'act: [{ kubectl: ["annotate", "node", "--all", "a=b"], why: "by hand" }],';

const RULE = '{ name: "cut", node: "worker7", table: "filter", chain: "INPUT", match: [], target: ["DROP"] }';
const DECLARED =
  'allowedChanges: [{ resource: "APIService", path: "spec" }, { resource: "NodeRule", path: "" }],';

describe("a change that cannot be, or names what is not there, is placed in its file", () => {
  const cases: readonly (readonly [string, ...Broken])[] = [
    [
      "an edit that changes its input",
      (text) =>
        text.replace(
          "edit: (spec) => withApiService(spec, { servicePort: 1 })",
          "edit: (spec: any) => { spec.dns = {}; return spec; }",
        ),
      "broken.ts:17:11: fault.edit: throws TypeError: Cannot assign to read only property 'dns'",
    ],
    [
      "an edit that changes nothing",
      (text) =>
        text
          .replace("servicePort: 443 })", "servicePort: 2 })")
          .replace("servicePort: 1 })", "servicePort: 443 })"),
      "broken.ts:17:11: fault.edit: changes nothing and has no act",
    ],
    [
      "a fault that neither changes anything nor acts",
      (text) => text.replace(FAULT, "(spec) => spec,\n    allowedChanges: [],"),
      "broken.ts:18:21: fault.allowedChanges: a fault must touch something or act",
    ],
    [
      "a fault that only acts, without what puts it right",
      (text) => text.replace(FAULT, `(spec) => spec,\n    allowedChanges: [], ${ACT}`),
      "broken.ts:15:10: fault: a fault that only acts says in `undo` what puts it right",
    ],
    [
      "a fault that shows in an act that there is not",
      (text) => text.replace("symptom: {", 'symptom: {\n    shows: "in the act",'),
      "symptom.shows: a fault that shows in the act needs `fault.act`",
    ],
    [
      "a fault that only acts, with a change of the program to do it again",
      (text) =>
        text
          .replace(FAULT, `(spec) => spec,\n    allowedChanges: [], ${ACT} un${ACT} again: (spec) => spec,`)
          .replace("unact", "undo"),
      "fault.again: a fault that only acts is done again by its acts",
    ],
    [
      "a change of the program that is not declared at all",
      (text) =>
        text
          .replace(
            'allowedChanges: [{ resource: "APIService", path: "spec" }],\n  },',
            `allowedChanges: [], ${ACT} un${ACT}\n  },`,
          )
          .replace("unact", "undo"),
      "broken.ts:17:11: fault.edit: changes the desired state, but allowedChanges is empty",
    ],
    [
      "a node that the healthy state does not have",
      (text) => text.replace('"kubectl top nodes"', '"kubectl top node {worker7}"'),
      "broken.ts:21:14: symptom.command: {worker7} is no node of the healthy state",
    ],
    [
      "a node called as in a rule, where only a cluster knows the name",
      (text) =>
        text.replace(
          "persists: { seconds: 12 },",
          'persists: { seconds: 12 }, staysNormal: [{ kind: "kubectl", args: ["get", "node", "worker"] }],',
        ),
      "broken.ts:24:87: symptom.staysNormal[0].args[2]: no node is called worker; write {worker}",
    ],
    [
      "a command that kubectl does not have",
      (text) => text.replace('"kubectl top nodes"', '"kubectl -n kube-system tiant nodes"'),
      "broken.ts:21:14: symptom.command: there is no `kubectl tiant`; did you mean taint?",
    ],
    [
      "a command of a command that kubectl does not have, in an act",
      (text) =>
        text.replace(
          "withinSeconds: 30,\n    },",
          'act: [{ kubectl: ["rollout", "restrat"], why: "x y z" }],\n      withinSeconds: 30,\n    },',
        ),
      "broken.ts:34:36: fixes[0].act[0].kubectl[1]: there is no `kubectl rollout restrat`; did you mean restart?",
    ],
    [
      "a node of an edit that the stand does not have, at the name",
      (text) =>
        text.replace(
          FAULT,
          `(spec) => ({ ...withApiService(spec, { servicePort: 1 }), nodeRules: [${RULE}] }),\n${DECLARED}`,
        ),
      "broken.ts:17:102: fault.edit: node rule cut names node worker7, and this stand has control-plane; or all",
    ],
    [
      "a node that metrics-server is pinned to and the healthy state does not have",
      (text) => text.replace("healthyStand()", 'healthyStand({ deployment: { node: "worker" } })'),
      "broken.ts:14:53: healthy: metricsServer.deployment.node names node worker, and this stand has control-plane",
    ],
    [
      "an edit of a part that is not there",
      (text) => text.replace("withApiService(spec, { servicePort: 1 })", "withApiService(spec, null)"),
      "broken.ts:30:13: fixes[0].edit: throws MissingPart",
    ],
  ];

  test.each(cases)("%s", (_, ...broken) => complains(...broken));
});
