import { expect, test } from "vitest";
import { askAsKubectl, type Place } from "../../../../harness/diagnose/as-kubectl/ask.ts";
import type { Asker } from "../../../../harness/diagnose/observe/asker.ts";
import { namedObservables } from "../../../../harness/diagnose/observe/see-named.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";

const PLACE = { namespace: "metrics", deployment: "ms", pod: "ms-1" };

/** Answers every path with the same, and remembers them. */
function answering(status: number, body: unknown, place: Place = PLACE) {
  const asked: string[] = [];
  const asker = {
    ask: (path: string) => {
      asked.push(path);
      return Promise.resolve({ status, body: JSON.stringify(body), askedAt: "", toldAt: "" });
    },
  } as Pick<Asker, "ask"> as Asker;
  return { asked, ask: (args: string) => askAsKubectl(args.split(" "), asker, place) };
}

const deployment = (status: object) => ({
  metadata: { name: "ms", generation: 2 },
  spec: { replicas: 2 },
  status,
});

test("a rollout is asked where metrics-server is, and told in kubectl's words", async () => {
  const { asked, ask } = answering(
    200,
    deployment({ observedGeneration: 2, replicas: 3, updatedReplicas: 1 }),
  );
  expect(await ask("-n kube-system rollout status deployment/metrics-server --timeout=4s")).toEqual({
    exit: 1,
    text: 'Waiting for deployment "ms" rollout to finish: 1 out of 2 new replicas have been updated...\nerror: timed out waiting for the condition',
  });
  expect(asked).toEqual(["/apis/apps/v1/namespaces/metrics/deployments/ms"]);
});

test("a long wait that is not over is no answer yet, a short one has timed out", async () => {
  const { ask } = answering(200, { status: { conditions: [{ type: "Available", status: "False" }] } });
  const wait = "-n kube-system wait --for=condition=Available deployment/metrics-server";
  expect(await ask(`${wait} --timeout=10s`)).toBe("not yet");
  expect(await ask(`${wait} --timeout=1s`)).toMatchObject({
    exit: 1,
    text: expect.stringContaining("timed out waiting"),
  });
  expect(await ask("wait --for=condition=Available=False pod/x --timeout=1s")).toMatchObject({ exit: 0 });
});

test("a template picks a condition, printed as Go prints a map", async () => {
  const conditions = [{ type: "A" }, { type: "B", status: "False", reason: "R" }];
  const { ask } = answering(200, { status: { conditions } });
  expect(await ask('get hpa web -o=jsonpath={.status.conditions[?(@.type=="B")]}')).toEqual({
    exit: 0,
    text: '{"reason":"R","status":"False","type":"B"}',
  });
});

test("what changes anything is never asked", async () => {
  const { asked, ask } = answering(200, {});
  for (const args of ["delete pod x", "cordon n", "patch deployment x", "apply -f -"])
    expect(await ask(args)).toBe("not asked");
  expect(asked).toEqual([]);
});

test("every command of the catalog can be asked, but on behalf of a user", async () => {
  const scenarios = await loadCatalog(SCENARIOS);
  const kubectl = namedObservables(scenarios).flatMap((each) => (each.kind === "kubectl" ? [each.args] : []));
  const { ask } = answering(404, { kind: "Status", reason: "NotFound", message: "none" });
  for (const args of kubectl.filter((each) => !each.some((word) => word.startsWith("--as="))))
    expect(await ask(args.join(" ")), args.join(" ")).not.toBe("not asked");
});

test("where there is no pod there is no log, which is an answer", async () => {
  const { asked, ask } = answering(200, "I1130 a line", { namespace: "metrics", deployment: "ms" });
  const said = await ask("-n kube-system logs deployment/metrics-server --tail=1");
  expect(said).toMatchObject({ exit: 1, text: expect.stringContaining("no pod") });
  expect(asked).toEqual([]);
});
