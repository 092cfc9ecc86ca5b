import { describe, expect, it } from "vitest";
import { changesBetween, judgeChanges, leafChangesBetween } from "../../../../provider/protocol/changes.ts";
import { formatPath } from "../../../../provider/protocol/path.ts";
import { type Properties, UNKNOWN } from "../../../../provider/protocol/values.ts";

const told = (before: Properties, after: Properties) =>
  changesBetween(before, after).map((change) => `${change.kind} ${formatPath(change.path)}`);

describe("changes between two states", () => {
  it("names the exact container argument that changed", () => {
    const withArgs = (...args: string[]) => ({
      spec: { template: { spec: { containers: [{ name: "c", args }] } } },
    });
    const before = withArgs("--a", "--b", "--c", "--d", "--e", "--port=10250");
    const after = withArgs("--a", "--b", "--c", "--d", "--e", "--port=4443");
    expect(told(before, after)).toEqual(["update spec.template.spec.containers[0].args[5]"]);
  });

  it("tells additions and deletions from updates", () => {
    expect(told({ a: 1, gone: "x", list: [1] }, { a: 2, list: [1, 2], fresh: { deep: true } })).toEqual([
      "update a",
      "delete gone",
      "add list[1]",
      "add fresh",
    ]);
  });

  it("finds nothing in equal values, whatever the order of their keys", () => {
    expect(told({ a: { x: 1, y: [2] } }, { a: { y: [2], x: 1 } })).toEqual([]);
  });

  it("takes null for absent, as Kubernetes does", () => {
    expect(told({ a: null }, {})).toEqual([]);
  });

  it("counts what is not known yet as a change", () => {
    expect(told({ a: { b: 1 } }, { a: UNKNOWN })).toEqual(["update a"]);
  });

  it("quotes keys that hold a dot, as the engine parses paths", () => {
    expect(
      told(
        { metadata: { annotations: {} } },
        { metadata: { annotations: { "pulumi.com/skipAwait": "true" } } },
      ),
    ).toEqual(['add metadata.annotations["pulumi.com/skipAwait"]']);
  });

  it("can tell an added object leaf by leaf", () => {
    const changes = leafChangesBetween(
      { kubelet: {} },
      { kubelet: { authentication: { webhook: { enabled: false } } } },
    );
    expect(changes.map((change) => formatPath(change.path))).toEqual([
      "kubelet.authentication.webhook.enabled",
    ]);
  });
});

describe("judging changes", () => {
  const replaced = (before: Properties, after: Properties, fixed: string[][]) =>
    judgeChanges(changesBetween(before, after), fixed)
      .filter((change) => change.replace)
      .map((change) => formatPath(change.path));

  it("replaces for a change below a fixed field and leaves its neighbours alone", () => {
    const before = { spec: { selector: { app: "a" }, replicas: 1 } };
    const after = { spec: { selector: { app: "b" }, replicas: 2 } };
    expect(replaced(before, after, [["spec", "selector"]])).toEqual(["spec.selector.app"]);
  });

  it("replaces when the whole parent of a fixed field goes", () => {
    expect(replaced({ spec: { selector: "x" } }, {}, [["spec", "selector"]])).toEqual(["spec"]);
  });
});
