import { expect, test } from "vitest";
import { kubeconfigPaths } from "../../../../base/kube/kubeconfig-file.ts";

test("the files are those of kubectl", () => {
  const env = { KUBECONFIG: ":/a:/b::/a:", HOME: "/home/me" };
  expect(kubeconfigPaths(env)).toEqual(["/a", "/b"]);
  expect(kubeconfigPaths(env, "/c:d")).toEqual(["/c:d"]);
  expect(kubeconfigPaths({ ...env, KUBECONFIG: "" })).toEqual(["/home/me/.kube/config"]);
  expect(kubeconfigPaths({ HOME: "/home/me" })).toEqual(["/home/me/.kube/config"]);
});
