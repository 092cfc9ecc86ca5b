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

const REFUSED =
  'error: Get "https://127.0.0.1:45999/api?timeout=10s": dial tcp 127.0.0.1:45999: connect: connection refused - error from a previous attempt: unexpected EOF';
const OF_ANOTHER_TIME =
  'E1129 16:55:46.309216    7465 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list"\nUnable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-29T16:55:46Z is before 2026-11-29T16:59:41Z';

test("whether nobody was there is told from what a server says, also of the one behind it", () => {
  for (const text of ["connect ECONNREFUSED 172.18.0.2:6443", REFUSED, OF_ANOTHER_TIME])
    expect(seen(1, text)).toMatchObject({ broken: expect.any(String), away: true });
  const behind =
    "Error from server (ServiceUnavailable): dial tcp 10.96.0.9:443: connect: connection refused";
  for (const text of [behind, "Error from server (Forbidden): nodes is forbidden"])
    expect(seen(1, text)).toMatchObject({ broken: expect.any(String), away: false });
});

test.each([
  [128, ""],
  [1, "The operation was aborted"],
  [1, "The operation was aborted due to timeout"],
  [1, "no answer to /apis for 3000 ms"],
  [1, "Unable to connect to the server: net/http: TLS handshake timeout"],
  [1, "Error from server: client rate limiter Wait returned an error: context deadline exceeded"],
])("exit code %d with %j is of the way there, and shows nothing", (exit, text) => {
  expect(seen(exit, text)).toEqual({ broken: null, away: false, unseen: null });
  const only = view([probed(16, "kubectl get nodes", exit, text)], 20);
  expect(notNormal(NODES, only, T0 + 10_000).unseen).toContain("was not looked at");
});
