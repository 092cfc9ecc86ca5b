import { expect, it } from "vitest";
import type { ResourceChange } from "../../../harness/journal/events.ts";
import { diffLines } from "../../../harness/stand/diff-text.ts";

const change = (part: Partial<ResourceChange>): ResourceChange => ({
  urn: "urn",
  resource: "Deployment",
  name: "metrics-server",
  op: "update",
  paths: [],
  ...part,
});

it("shows each property and the sum", () => {
  const lines = diffLines(
    [
      change({
        paths: [
          { path: "spec.args[5]", kind: "delete", before: "--kubelet-insecure-tls" },
          { path: "spec.replicas", kind: "update", before: 1, after: 2 },
          { path: "spec.note", kind: "add", after: "x" },
          { path: "spec.url", kind: "update", before: "a" },
        ],
      }),
      change({ resource: "NodeRule", name: "cut", op: "create" }),
    ],
    { color: false },
  );
  expect(lines).toEqual([
    "  ~ Deployment metrics-server: update",
    '      - spec.args[5]: "--kubelet-insecure-tls"',
    "      ~ spec.replicas: 1 => 2",
    '      + spec.note: "x"',
    '      ~ spec.url: "a" => (known after the update)',
    "  + NodeRule cut: create",
    "",
    "  1 to create, 1 to update",
  ]);
});

it("says so when nothing changes, and colours on demand only", () => {
  expect(diffLines([], { color: true })).toEqual(["  no changes"]);
  expect(diffLines([change({})], { color: true })[0]).toContain("\u001b[33m");
});

it("cuts a value nobody could read and says how long it is", () => {
  const paths = [{ path: "spec.caBundle", kind: "add", after: "x".repeat(1000) }] as const;
  const [, line] = diffLines([change({ paths })], { color: false });
  expect(line).toMatch(/^ {6}\+ spec\.caBundle: "x{119}… \(1002 characters\)$/);
});
