import { readFile } from "node:fs/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, it } from "vitest";
import { driftedResources, resourceChanges } from "../../../harness/stand/changes.ts";

const URN =
  "urn:pulumi:s::faultline::faultline:stacks:MetricsServer$kubernetes:apps/v1:Deployment::metrics-server";

interface Step {
  op: string;
  type?: string;
  urn?: string;
  custom?: boolean;
  old?: unknown;
  new?: unknown;
  detailedDiff?: Record<string, { diffKind: string; inputDiff: boolean }>;
  diffs?: string[];
}

function step({
  op,
  type = "kubernetes:apps/v1:Deployment",
  urn = URN,
  custom = true,
  ...rest
}: Step): EngineEvent {
  const state = (inputs: unknown) => inputs && { type, urn, custom, inputs, outputs: inputs };
  const metadata = { ...rest, op, urn, type, old: state(rest.old), new: state(rest.new) };
  return { sequence: 0, timestamp: 0, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

const args = (...list: string[]) => ({ spec: { template: { spec: { containers: [{ args: list }] } } } });
const ARGS = "spec.template.spec.containers[0].args";

describe("what the engine's events say changes", () => {
  it("names each property with its value before and after", () => {
    const detailedDiff = {
      [`${ARGS}[0]`]: { diffKind: "update", inputDiff: true },
      [`${ARGS}[1]`]: { diffKind: "add", inputDiff: true },
    };
    const events = [step({ op: "update", old: args("--a=1"), new: args("--a=2", "--b"), detailedDiff })];
    expect(resourceChanges(events)).toEqual([
      {
        urn: URN,
        resource: "Deployment",
        name: "metrics-server",
        op: "update",
        paths: [
          { path: `${ARGS}[0]`, kind: "update", before: "--a=1", after: "--a=2" },
          { path: `${ARGS}[1]`, kind: "add", after: "--b" },
        ],
      },
    ]);
  });

  it("says what was deleted without inventing an after", () => {
    const detailedDiff = { [`${ARGS}[1]`]: { diffKind: "delete", inputDiff: true } };
    const [change] = resourceChanges([
      step({ op: "update", old: args("--a", "--b"), new: args("--a"), detailedDiff }),
    ]);
    expect(change?.paths).toEqual([{ path: `${ARGS}[1]`, kind: "delete", before: "--b" }]);
  });

  it("makes one replacement of the engine's three steps", () => {
    const detailedDiff = { "spec.selector": { diffKind: "update-replace", inputDiff: true } };
    const old = { spec: { selector: "a" } };
    const fresh = { spec: { selector: "b" } };
    const events = [
      step({ op: "delete-replaced", old }),
      step({ op: "replace", old, new: fresh, detailedDiff }),
      step({ op: "create-replacement", old, new: fresh }),
    ];
    expect(resourceChanges(events)).toMatchObject([
      { op: "replace", paths: [{ path: "spec.selector", kind: "update", before: "a", after: "b" }] },
    ]);
  });

  it("leaves out what did not change and what is only the program's scaffolding", () => {
    const events = [
      step({ op: "same", old: args(), new: args() }),
      step({ op: "create", type: "pulumi:pulumi:Stack", new: {} }),
      step({ op: "update", type: "pulumi:providers:kubernetes", old: {}, new: {}, diffs: ["kubeconfig"] }),
      step({ op: "create", type: "faultline:stacks:MetricsServer", custom: false, new: {} }),
      { sequence: 1, timestamp: 0, summaryEvent: {} } as unknown as EngineEvent,
    ];
    expect(resourceChanges(events)).toEqual([]);
  });

  it("never shows a secret, nor a value nobody knows yet", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
    const diff = { diffKind: "update", inputDiff: true };
    const events = [
      step({
        op: "update",
        old: { token: secret, nested: { list: [secret] }, url: "https://a" },
        new: { token: secret, nested: { list: [secret] }, url: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
        detailedDiff: { token: diff, nested: diff, url: diff },
      }),
    ];
    const [change] = resourceChanges(events);
    expect(JSON.stringify(change)).not.toContain("hush");
    expect(change?.paths).toEqual([
      { path: "token", kind: "update", before: "[secret]", after: "[secret]" },
      { path: "nested", kind: "update", before: { list: ["[secret]"] }, after: { list: ["[secret]"] } },
      { path: "url", kind: "update", before: "https://a" },
    ]);
  });

  it("falls back to the top-level names of a plugin that gives no detailed diff", () => {
    const [change] = resourceChanges([step({ op: "update", old: { a: 1 }, new: { a: 2 }, diffs: ["a"] })]);
    expect(change?.paths).toEqual([{ path: "a", kind: "update", before: 1, after: 2 }]);
  });
});

/** Events of Pulumi 3.259.0 as its CLI sent them, of resources the test names. */
async function recorded(name: string): Promise<EngineEvent[]> {
  const text = await readFile(new URL(`recorded/${name}.ndjson`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("what recorded events of the engine say", () => {
  it("is one property path when one flag went", async () => {
    expect(resourceChanges(await recorded("one-flag"))).toEqual([
      {
        urn: "urn:pulumi:recorded::faultline::faultline:stacks:MetricsServer$kubernetes:apps/v1:Deployment::metrics-server",
        resource: "Deployment",
        name: "metrics-server",
        op: "update",
        paths: [{ path: `${ARGS}[5]`, kind: "delete", before: "--kubelet-insecure-tls" }],
      },
    ]);
  });

  it("is a deletion without paths when a part went", async () => {
    expect(resourceChanges(await recorded("no-service"))).toMatchObject([
      { resource: "Service", name: "metrics-server", op: "delete", paths: [] },
    ]);
  });

  it("is one replacement each for a cluster and what lives in it", async () => {
    const changes = resourceChanges(await recorded("replaced-cluster"));
    expect(changes.map(({ resource, op }) => `${resource} ${op}`).sort()).toEqual([
      "KindCluster replace",
      "ServiceAccount replace",
    ]);
    expect(changes.find(({ resource }) => resource === "KindCluster")?.paths).toEqual([
      { path: "apiServerArgs.v", kind: "add", after: "4" },
    ]);
    expect(JSON.stringify(changes)).not.toContain("SECRET");
  });

  it("is drift where a refresh found something else than the state has", async () => {
    const events = await recorded("drift");
    expect(resourceChanges(events)).toEqual([]);
    expect(driftedResources(events)).toMatchObject([
      { resource: "Service", op: "delete", paths: [] },
      {
        resource: "Deployment",
        op: "update",
        paths: [{ path: "spec.replicas", kind: "update", before: 1, after: 3 }],
      },
    ]);
  });
});
