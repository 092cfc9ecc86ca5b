import { expect, test } from "vitest";
import type { ResourceChange } from "../../../harness/journal/events.ts";
import { undeclaredChanges } from "../../../harness/judge/allowed-changes.ts";

const change = (resource: string, op: ResourceChange["op"], ...paths: string[]): ResourceChange => ({
  urn: `urn:${resource}`,
  resource,
  name: "x",
  op,
  paths: paths.map((path) => ({ path, kind: "update" })),
});
const ARGS = "spec.template.spec.containers[0].args";

test.each([
  ["the declared property", [change("Deployment", "update", ARGS)], []],
  ["a part of it", [change("Deployment", "update", `${ARGS}[3]`)], []],
  [
    "a property that only begins alike",
    [change("Deployment", "update", `${ARGS}More`)],
    [`update of Deployment x: ${ARGS}More`],
  ],
  [
    "another property too",
    [change("Deployment", "update", ARGS, "spec.replicas")],
    ["update of Deployment x: spec.replicas"],
  ],
  ["another resource", [change("Service", "update", ARGS)], [`update of Service x: ${ARGS}`]],
  ["a deletion, which a path does not cover", [change("Deployment", "delete")], ["delete of Deployment x"]],
  ["what may do anything", [change("NodeRule", "create"), change("NodeRule", "replace", "spec")], []],
])("%s", (_, changes, beyond) => {
  const allowedChanges = [
    { resource: "Deployment", path: ARGS },
    { resource: "NodeRule", path: "" },
  ];
  expect(undeclaredChanges(allowedChanges, changes)).toEqual(beyond);
});

test("a declared replacement of the cluster takes everything in it along; an undeclared one nothing", () => {
  const changes = [change("KindCluster", "replace", "apiServerArgs"), change("Deployment", "replace")];
  expect(undeclaredChanges([{ resource: "KindCluster", path: "apiServerArgs" }], changes)).toEqual([]);
  expect(undeclaredChanges([], changes)).toHaveLength(2);
  const more = [...changes, change("Service", "delete")];
  expect(undeclaredChanges([{ resource: "KindCluster", path: "apiServerArgs" }], more)).toEqual([
    "delete of Service x",
  ]);
});

test("a touch with a name is of that resource alone", () => {
  const allowed = [{ resource: "Deployment", name: "team/web", path: "" }];
  const theirs = { ...change("Deployment", "create"), name: "team/web" };
  expect(undeclaredChanges(allowed, [theirs])).toEqual([]);
  expect(undeclaredChanges(allowed, [change("Deployment", "delete")])).toEqual(["delete of Deployment x"]);
});
