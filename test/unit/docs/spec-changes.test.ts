import { expect, test } from "vitest";
import { specChanges } from "../../../harness/docs/spec-changes.ts";
import { withArgs } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

test("an edit shows as the properties it changes, and nothing else", () => {
  const before = healthyStand();
  expect(specChanges(before, withArgs(before, { "metric-resolution": "10s" }))).toEqual([
    '- metricsServer.deployment.args.metric-resolution: "15s"',
    '+ metricsServer.deployment.args.metric-resolution: "10s"',
  ]);
  expect(specChanges(before, { ...before, dns: { unknownNames: "nxdomain" } })).toEqual([
    "- dns: null",
    '+ dns.unknownNames: "nxdomain"',
  ]);
  expect(specChanges(before, before)).toEqual([]);
});
