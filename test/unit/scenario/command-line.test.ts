import { expect, test } from "vitest";
import { commandLine } from "../../../harness/scenario/command-line.ts";

const why = "a test";

test("an act is typed with what a shell would take apart in quotes", () => {
  expect(commandLine({ kubectl: ["get", "nodes", "--output=jsonpath={.items[*]}"], why })).toBe(
    "kubectl get nodes '--output=jsonpath={.items[*]}'",
  );
});

test("names that only the cluster knows are asked of the cluster that is meant", () => {
  const act = { kubectl: ["cordon"], namesFrom: ["get", "nodes", "--output=name"], why };
  expect(commandLine(act)).toBe("kubectl cordon $(kubectl get nodes --output=name)");
  const host = "KUBECONFIG=$HOST_KUBECONFIG kubectl";
  expect(commandLine({ ...act, on: "host" })).toBe(`${host} cordon $(${host} get nodes --output=name)`);
});
