import { expect, test, vi } from "vitest";
import { freshMachine } from "../faultline.ts";
import { machineFor, PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

test("bad input is told before anything is asked", async () => {
  const machine = await machineFor({ url: "http://127.0.0.1:1" });
  for (const args of [
    ["--kubeconfig", "/not/there"],
    ["--context", "none"],
    ["--fail-on", "all"],
    ["--suppress", "x"],
    ["--for", "vcluster-cordons"],
    ["--for", "bad-flag-pair"],
    ["--host-context", "h"],
  ])
    expect(await machine.diagnose(...args)).toMatchObject({ exit: 2, stdout: "" });
});

test("a code is explained without any cluster, and one that there is not is told with what was meant", async () => {
  const machine = await freshMachine();
  const explained = await machine.run(["explain", "bad-flag-pair", "-o", "json"]);
  expect(JSON.parse(explained.stdout)).toMatchObject({
    schema: "faultline/explanation@1",
    code: "bad-flag-pair",
    mode: "F14",
  });
  expect(explained.exit).toBe(0);
  expect((await machine.run(["explain", "vcluster-cordon"])).stdout).toContain(
    `it leaves nothing to look at later: do this while \`faultline diagnose --for vcluster-cordon\` looks, and take back what stays of it
  kubectl delete pod after-cordon --ignore-not-found --grace-period=1 --timeout=60s
  kubectl cordon $(kubectl get nodes --output=name)
`,
  );
  const unknown = await machine.run(["explain", "bad-flag-pear"]);
  expect(unknown).toMatchObject({ exit: 2, stdout: "" });
  expect(unknown.stderr).toMatch(/did you mean bad-flag-pair/);
});
