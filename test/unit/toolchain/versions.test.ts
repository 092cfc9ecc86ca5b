import { expect, test } from "vitest";
import { readLock } from "../../../toolchain/lock/read-lock.ts";
import { METRICS_SERVER, REPORTED } from "../../../toolchain/versions.ts";

const { components } = await readLock();
const versionOf = (component: string) => components[component]?.version;

test("the reported versions are those that every run has", () => {
  expect(versionOf("kubernetes")).toBe(REPORTED.kubernetes);
  expect(versionOf("node-image")).toBe(REPORTED.kubernetes);
  expect(versionOf("metrics-server")).toBe(REPORTED.metricsServer);
});

test("every version of metrics-server is a component of its own, and every component is in the table", () => {
  const locked = Object.entries(components).filter(([name]) => name.startsWith("metrics-server"));
  expect(locked.map(([, { version }]) => version).toSorted()).toEqual(Object.keys(METRICS_SERVER));
  for (const [name, { version }] of locked)
    expect(name).toBe(version === REPORTED.metricsServer ? "metrics-server" : `metrics-server-${version}`);
});
