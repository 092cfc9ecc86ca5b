import { expect, test } from "vitest";
import { freshMachine } from "./faultline.ts";

test.each<[string[], string]>([
  [["up", "bad-flag-pare"], 'faultline: no scenario matches "bad-flag-pare"; did you mean bad-flag-pair?\n'],
  [
    ["preview", "missing-nodes-metrics-rule", "--variant", "fix:none"],
    'faultline: scenario missing-nodes-metrics-rule has no variant "fix:none"; it has healthy, fault, fix:nodes-metrics-rule, fix:nodes-stats-rule\n',
  ],
  [
    ["up", "F15"],
    'faultline: "F15" names several scenarios, a stack is of one: apiservice-ca-not-trusted, apiservice-wrong-port, apiservice-wrong-service-name, service-selects-nothing\n',
  ],
  [["destroy", "bad-flag-pair"], "faultline: there is no stack bad-flag-pair; nothing to destroy\n"],
])("faultline stack %j is one clear line, exit code 2, and creates nothing", async (args, message) => {
  const machine = await freshMachine();
  expect(await machine.run(["stack", ...args])).toMatchObject({ exit: 2, stdout: "", stderr: message });
  expect(await machine.created()).toEqual([]);
});
