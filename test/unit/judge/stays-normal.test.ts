import { expect, test } from "vitest";
import { notNormal } from "../../../harness/judge/stays-normal.ts";
import { nodesListed, probed, T0, view } from "./synthetic.ts";

const NODES = [{ kind: "kubectl" as const, args: ["get", "nodes"] }];
const seen = (exit: number, text: string) =>
  notNormal(NODES, view([nodesListed(14), probed(16, "kubectl get nodes", exit, text)], 20), T0 + 10_000);

test("a failure of the command breaks it", () => {
  expect(seen(1, "Error from server (Forbidden): nodes is forbidden").broken).toContain("Forbidden");
  expect(seen(1, "connect ECONNREFUSED 172.18.0.2:6443").broken).toContain("ECONNREFUSED");
});

test.each([
  [128, ""],
  [1, "The operation was aborted"],
  [1, "The operation was aborted due to timeout"],
  [1, "no answer to /apis for 3000 ms"],
  [1, "Unable to connect to the server: net/http: TLS handshake timeout"],
  [1, "Error from server: client rate limiter Wait returned an error: context deadline exceeded"],
])("exit code %d with %j is of the way there, and shows nothing", (exit, text) => {
  expect(seen(exit, text)).toEqual({ broken: null, unseen: null });
  const only = view([probed(16, "kubectl get nodes", exit, text)], 20);
  expect(notNormal(NODES, only, T0 + 10_000).unseen).toContain("was not looked at");
});
