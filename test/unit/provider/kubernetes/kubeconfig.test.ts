import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clusterOf } from "../../../../provider/kubernetes/session.ts";
import { CERTIFICATE, PRIVATE_KEY } from "../../../certificate.ts";
import { tempFolder } from "../../../temp-folder.ts";

const folder = tempFolder("kubeconfig", afterAll);

const base64 = (text: string) => Buffer.from(text).toString("base64");
const AUTHORITY = `certificate-authority-data: ${base64(CERTIFICATE)}`;
const KUBECONFIG = `apiVersion: v1
current-context: kind-a
contexts:
- {name: kind-a, context: {cluster: a, user: admin, namespace: team}}
- {name: other, context: {cluster: b, user: runner}}
clusters:
- {name: a, cluster: {server: "https://127.0.0.1:1", ${AUTHORITY}}}
- {name: b, cluster: {server: "https://127.0.0.1:2"}}
users:
- {name: admin, user: {client-certificate-data: ${base64(CERTIFICATE)}, client-key-data: ${base64(PRIVATE_KEY)}}}
- {name: runner, user: {exec: {command: aws}}}
`;

describe("a kubeconfig", () => {
  it("is read from its content", () => {
    const found = clusterOf({ kubeconfig: KUBECONFIG }, {});
    expect(found).toMatchObject({ server: "https://127.0.0.1:1", insecure: false });
    expect([found.ca, found.cert, found.key].map(String)).toEqual([CERTIFICATE, CERTIFICATE, PRIVATE_KEY]);
  });

  it("is read from a path, given or in KUBECONFIG", () => {
    const path = join(folder, "config");
    writeFileSync(path, KUBECONFIG);
    expect(clusterOf({ kubeconfig: path }, {}).server).toBe("https://127.0.0.1:1");
    expect(clusterOf({}, { KUBECONFIG: path }).server).toBe("https://127.0.0.1:1");
  });

  it("names files beside itself, wherever the plugin runs", () => {
    const path = join(folder, "beside");
    writeFileSync(join(folder, "ca.crt"), CERTIFICATE);
    writeFileSync(path, KUBECONFIG.replace(AUTHORITY, "certificate-authority: ca.crt"));
    expect(String(clusterOf({ kubeconfig: path }, {}).ca)).toBe(CERTIFICATE);
  });

  it.each<[string, string, { context?: string }, RegExp]>([
    ["a missing context", KUBECONFIG, { context: "nope" }, /no context "nope", but: kind-a, other/],
    ["credential plugins", KUBECONFIG, { context: "other" }, /credential plugin/],
    ["a missing file", "/nowhere/config", {}, /No kubeconfig at \/nowhere\/config/],
    ["nonsense", "a: [\n", {}, /^the provider's `kubeconfig`:2:1: Flow sequence/],
  ])("names the remedy for %s", (_, text, choose, message) => {
    expect(() => clusterOf({ kubeconfig: text, ...choose }, {})).toThrow(message);
  });
});
