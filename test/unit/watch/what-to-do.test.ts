import { expect, test } from "vitest";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { type DraftOn, draftOf } from "../../../harness/watch/draft.ts";
import { type Reached, whatToDo } from "../../../harness/watch/what-to-do.ts";
import { withApiService, withArgs, withDeployment } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { scenario } from "../judge/synthetic.ts";

const faulty: Scenario = {
  ...scenario,
  fault: { summary: "port", edit: (spec) => withApiService(spec, { servicePort: 1 }), allowedChanges: [] },
  fixes: scenario.fixes.map((fix) => ({
    ...fix,
    edit: (spec) => withApiService(spec, { servicePort: 443 }),
  })),
};

function on(change: Partial<Scenario> = {}): DraftOn {
  const [first] = draftOf({ ...faulty, ...change }).on;
  if (!first) throw new Error("no platform");
  return first;
}

const IN: Reached = { fault: "in" };
const does = (change: Partial<Scenario>, reached = IN) => {
  const { does, why } = whatToDo(on(), on(change), reached);
  return `${does}: ${why}`;
};

test("what concerns neither the cluster nor what is looked for asks for nothing", () => {
  expect(does({ title: "another title" })).toBe(
    "nothing: nothing of it concerns the cluster or what is looked for",
  );
  expect(
    does({
      fixes: faulty.fixes.map((fix) => ({ ...fix, edit: (spec) => withDeployment(spec, { replicas: 2 }) })),
    }),
  ).toMatch(/^nothing/);
});

test("other signatures are judged from what was observed", () => {
  const symptom = { ...scenario.symptom, withinSeconds: 21 };
  expect(does({ symptom })).toBe("judge: only what is looked for changed");
  const [first, ...more] = scenario.symptom.signatures;
  expect(first?.kind).toBe("command");
  expect(
    does({ symptom: { ...scenario.symptom, signatures: [{ kind: "log", text: [/other/] }, ...more] } }),
  ).toMatch(/^judge/);
});

test("before the fault is in, any change begins the round again", () => {
  const symptom = { ...scenario.symptom, withinSeconds: 21 };
  expect(does({ symptom }, { fault: "none" })).toBe("again: it changed before the fault was in");
  expect(does({}, { fault: "begun" })).toMatch(/^nothing/);
});

test("another fault, act or healthy state goes back to the healthy state, and says which it was", () => {
  const fault = {
    ...faulty.fault,
    edit: (spec: Parameters<Scenario["fault"]["edit"]>[0]) => withApiService(spec, { servicePort: 2 }),
  };
  expect(does({ fault })).toBe("again: the fault changed");
  const act = [{ kubectl: ["get", "pods"], why: "to look" }];
  expect(does({ fault: { ...faulty.fault, act } })).toBe("again: the fault changed");
  expect(does({ healthy: () => withArgs(healthyStand(), { v: "4" }) })).toBe(
    "again: the healthy state changed",
  );
  expect(does({ fault: { ...faulty.fault, undo: act } })).toBe("again: what puts the fault right changed");
});

test("another fix asks for something only where it is in", () => {
  const fixes = faulty.fixes.map((fix) => ({
    ...fix,
    edit: (spec: Parameters<Scenario["fault"]["edit"]>[0]) => withDeployment(spec, { replicas: 2 }),
  }));
  expect(does({ fixes }, { fault: "in", fix: "wrong" })).toBe("again: fix wrong changed");
  expect(does({ fixes })).toMatch(/^nothing/);
});

test("another platform, or something that the stand was made without, wants a new stand", () => {
  expect(whatToDo(on(), undefined, IN)).toEqual({ does: "new stand", why: "it is no longer on kind 1.32.5" });
  const healthy = () => healthyStand({ cluster: { podNetwork: "flannel-vxlan" } });
  expect(does({ healthy })).toBe("new stand: it needs flannel now");
});
