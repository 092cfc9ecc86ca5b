import { expect, test } from "vitest";
import { topNodes, topPods } from "../../../../harness/diagnose/as-kubectl/top.ts";
import type { Told } from "../../../../harness/diagnose/observe/asker.ts";

const told = (status: number | null, body: unknown): Told => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
  askedAt: "2026-01-01T00:00:00.000Z",
  toldAt: "2026-01-01T00:00:00.000Z",
});
const discovery = (freshness: string) =>
  told(200, {
    items: [{ metadata: { name: "metrics.k8s.io" }, versions: [{ version: "v1beta1", freshness }] }],
  });
const CURRENT = discovery("Current");
const NODES = [
  { name: "a", cpu: "2", memory: "8Gi" },
  { name: "b", cpu: "2", memory: "8Gi" },
];
const usage = { cpu: "187123456n", memory: "812345Ki" };

test("figures are the table that kubectl prints, and a node without is <unknown> at exit code 0", () => {
  const metrics = told(200, { items: [{ metadata: { name: "a" }, usage }] });
  const { exit, text } = topNodes(CURRENT, metrics, NODES);
  expect(exit).toBe(0);
  expect(text.split("\n").map((line) => line.split(/\s+/))).toEqual([
    ["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"],
    ["a", "188m", "9%", "793Mi", "9%"],
    ["b", "<unknown>", "<unknown>", "<unknown>", "<unknown>"],
  ]);
});

test.each([
  ["a stale group", discovery("Stale"), told(200, { items: [] }), "error: Metrics API not available"],
  [
    "no group",
    told(200, { groups: [] }),
    told(404, "404 page not found"),
    "error: Metrics API not available",
  ],
  ["an empty list", CURRENT, told(200, { items: [] }), "error: metrics not available yet"],
  [
    "a body of the aggregator's own",
    CURRENT,
    told(503, "service unavailable\n"),
    "Error from server (ServiceUnavailable): the server is currently unable to handle the request (get nodes.metrics.k8s.io)",
  ],
  [
    "a Status",
    CURRENT,
    told(403, {
      kind: "Status",
      reason: "Forbidden",
      message: 'nodes.metrics.k8s.io is forbidden: User "x" cannot list',
    }),
    'Error from server (Forbidden): nodes.metrics.k8s.io is forbidden: User "x" cannot list',
  ],
])("%s is told as kubectl tells it", (_, groups, metrics, text) => {
  expect(topNodes(groups, metrics, NODES)).toEqual({ exit: 1, text });
});

test("pods' figures are summed over their containers", () => {
  const items = [{ metadata: { name: "p", namespace: "n" }, containers: [{ usage }, { usage }] }];
  const { text } = topPods(CURRENT, told(200, { items }));
  expect(text.split("\n")[1]?.split(/\s+/)).toEqual(["n", "p", "375m", "1586Mi"]);
  expect(topPods(CURRENT, told(200, { items: [] }))).toEqual({ exit: 0, text: "No resources found" });
});
