import { expect, test } from "vitest";
import { readLock } from "../../../toolchain/lock/read-lock.ts";
import {
  HELM,
  helmFor,
  KUBERNETES,
  kindFor,
  METRICS_SERVER,
  REPORTED,
  VCLUSTER,
} from "../../../toolchain/versions.ts";

const { components } = await readLock();
const versionOf = (component: string) => components[component]?.version;

test("the reported versions are those that every run has", () => {
  expect(versionOf("kubernetes")).toBe(REPORTED.kubernetes);
  expect(versionOf("node-image")).toBe(REPORTED.kubernetes);
  expect(versionOf("metrics-server")).toBe(REPORTED.metricsServer);
});

test("every version of Kubernetes has a node image, a kubectl and an etcd of its own and a kind that boots it, and every node image is in the table", () => {
  const locked = Object.entries(components).filter(([name]) => name.startsWith("node-image"));
  expect(locked.map(([, { version }]) => version).toSorted()).toEqual(Object.keys(KUBERNETES));
  for (const [version, { etcd, kind }] of Object.entries(KUBERNETES)) {
    const suffix = (of: string) => (version === REPORTED.kubernetes ? "" : `-${of}`);
    for (const name of ["node-image", "kubernetes", "kubectl"])
      expect(versionOf(`${name}${suffix(version)}`)).toBe(version);
    expect(versionOf(`etcd${suffix(etcd)}`)).toBe(etcd);
    expect(versionOf(kindFor(version))).toBe(kind);
  }
});

test("every version of metrics-server is a component of its own, and every component is in the table", () => {
  const locked = Object.entries(components).filter(([name]) => name.startsWith("metrics-server"));
  expect(locked.map(([, { version }]) => version).toSorted()).toEqual(Object.keys(METRICS_SERVER));
  for (const [name, { version }] of locked)
    expect(name).toBe(version === REPORTED.metricsServer ? "metrics-server" : `metrics-server-${version}`);
});

test("every version of vCluster is a component, and every component is in the list", () => {
  const locked = Object.entries(components).filter(([name]) => /^vcluster-\d/.test(name));
  expect(new Set(locked.map(([, { version }]) => version))).toEqual(new Set(VCLUSTER));
});

test("every version of Helm is a component, and every component is in the list", () => {
  const locked = Object.keys(components).filter((name) => name === "helm" || name.startsWith("helm-"));
  expect(locked).toEqual(HELM.map((version) => helmFor(version)));
  expect(HELM.map((version) => versionOf(helmFor(version)))).toEqual(HELM);
  expect(helmFor()).toBe("helm");
});
