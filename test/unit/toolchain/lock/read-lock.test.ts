import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LockFileInvalid } from "../../../../toolchain/errors.ts";
import { lockedComponent, parseLock, readLock } from "../../../../toolchain/lock/read-lock.ts";

const TOOLCHAIN = join(import.meta.dirname, "../../../../toolchain");

const VALID = `schema: faultline/toolchain-lock@1
go: ">=1.25"
components:
  kind:
    what: creates clusters
    version: 0.27.0
    expectedSeconds: 20
    released:
      binary: { name: kind, accepts: 0.27.x }
    source:
      go: { module: sigs.k8s.io/kind, version: v0.27.0, package: sigs.k8s.io/kind, folder: kind }
`;

const complaintOf = (text: string): string => {
  try {
    parseLock(text, "lock.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(LockFileInvalid);
    return (error as Error).message;
  }
  return "no complaint";
};

test("a valid file is read as it is", () => {
  expect(lockedComponent(parseLock(VALID, "lock.yaml"), "kind").version).toBe("0.27.0");
});

test.each([
  [
    "a wrong type",
    VALID.replace("expectedSeconds: 20", "expectedSeconds: soon"),
    "lock.yaml:7:5: components.kind.expectedSeconds:",
  ],
  [
    "an unknown field",
    VALID.replace("    what:", "    wat: typo\n    what:"),
    "lock.yaml:5:5: components.kind.wat: unknown field",
  ],
  ["a missing field", VALID.replace("    version: 0.27.0\n", ""), "lock.yaml:4:3: components.kind.version:"],
  [
    "a range that is none",
    VALID.replace("0.27.x", "newest"),
    "lock.yaml:9:29: components.kind.released.binary.accepts: not a semver range",
  ],
  [
    "a module version without v",
    VALID.replace("version: v0.27.0", "version: 0.27.0"),
    "lock.yaml:11:39: components.kind.source.go.version:",
  ],
  [
    "a component that is not there",
    VALID.replace(/released:\n.*\n/, "released: { within: node }\n"),
    'lock.yaml:8:17: components.kind.released.within: no component "node"',
  ],
  ["no YAML", VALID.replace("what: creates", "what: [creates"), "lock.yaml:6:5:"],
])("%s is told with file:line:column", (_, text, complaint) => {
  expect(complaintOf(text)).toContain(complaint);
});

test("all complaints come at once", () => {
  const text = VALID.replace("expectedSeconds: 20", "expectedSeconds: -1").replace("0.27.x", "newest");
  expect(complaintOf(text).split("\n")).toHaveLength(2);
});

/** A commit of a module whose releases have no tag that Go knows. */
const PSEUDO_VERSION = /-\d{14}-[0-9a-f]{12}$/;

test("the lock file and the go.mod files name the same versions, and every go.mod has its go.sum", async () => {
  const { components } = await readLock();
  const checked: string[] = [];
  for (const [name, { source, version }] of Object.entries(components)) {
    if (!source || !("go" in source) || !source.go.version) continue;
    const folder = join(TOOLCHAIN, "go", source.go.folder);
    expect(readFileSync(join(folder, "go.mod"), "utf8")).toMatch(
      new RegExp(`\\b${source.go.module} ${source.go.version}\\b`),
    );
    expect(readFileSync(join(folder, "go.sum"), "utf8")).toContain(
      `${source.go.module} ${source.go.version} h1:`,
    );
    if (!PSEUDO_VERSION.test(source.go.version)) expect(source.go.version).toBe(`v${version}`);
    checked.push(name);
  }
  expect(checked).toEqual([
    ...["kind", "pulumi", "kubectl", "kubernetes", "metrics-server", "coredns"],
    ...[
      "flannel",
      "kubernetes-1.34.4",
      "kubectl-1.34.4",
      "etcd-3.6.5",
      "kind-0.33.0",
      ...["kubernetes-1.36.3", "kubectl-1.36.3", "etcd-3.6.8"],
      ...["kubernetes-1.37.2", "kubectl-1.37.2", "etcd-3.7.0"],
      "metrics-server-0.8.0",
      "metrics-server-0.9.0",
      "vcluster-0.20.0",
      "vcluster-0.23.0",
      "vcluster-0.30.0",
      "vcluster-0.36.1",
    ],
    ...["network-policies", "k3d", "kubernetes-plugin"],
  ]);
});

test.each(["kubernetes", "kubernetes-1.34.4", "kubernetes-1.36.3", "kubernetes-1.37.2"])(
  "every Kubernetes module of the multi-call binary %s has the same release, and its kubectl",
  async (name) => {
    const { components } = await readLock();
    const [kubernetes, kubectl] = [components[name], components[name.replace("kubernetes", "kubectl")]];
    const staging = `v0.${kubernetes?.version.split(".").slice(1).join(".")}`;
    const goMod = readFileSync(join(TOOLCHAIN, `go/${name}/go.mod`), "utf8");
    const replaced = [...goMod.matchAll(/^\tk8s\.io\/\S+ => k8s\.io\/\S+ (\S+)$/gm)].map(
      ([, version]) => version,
    );
    expect(replaced.length).toBeGreaterThan(25);
    expect(new Set(replaced)).toEqual(new Set([staging]));
    expect(kubectl?.version).toBe(kubernetes?.version);
  },
);
