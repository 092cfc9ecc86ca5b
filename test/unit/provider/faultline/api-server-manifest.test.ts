import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { observedApiServer, withApiServer } from "../../../../provider/faultline/kind/api-server-manifest.ts";

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: { name: kube-apiserver }
spec:
  containers:
    - name: kube-apiserver
      command:
        - kube-apiserver
        - --advertise-address=172.20.0.2
        - --proxy-client-cert-file=/etc/kubernetes/pki/front-proxy-client.crt
        - --runtime-config=
      env:
        - { name: GOGC, value: "50" }
  hostNetwork: true
`;
const NONE = { args: {}, env: {} };
const containerOf = (manifest: string) => parse(manifest).spec.containers[0];

describe("the static pod of kube-apiserver", () => {
  it("gets flags and environment beside kubeadm's own", () => {
    const next = withApiServer(MANIFEST, [], {
      args: { "proxy-client-cert-file": "/other.crt", "enable-aggregator-routing": "true" },
      env: { HTTPS_PROXY: "http://p:3128" },
    });
    expect(containerOf(next)).toEqual({
      name: "kube-apiserver",
      command: [
        "kube-apiserver",
        "--advertise-address=172.20.0.2",
        "--proxy-client-cert-file=/other.crt",
        "--runtime-config=",
        "--enable-aggregator-routing=true",
      ],
      env: [
        { name: "GOGC", value: "50" },
        { name: "HTTPS_PROXY", value: "http://p:3128" },
      ],
    });
    expect(parse(next).spec.hostNetwork).toBe(true);
  });

  it("goes back to what kubeadm wrote when they are no longer wanted", () => {
    const settings = {
      args: { "proxy-client-cert-file": "/other.crt", "enable-aggregator-routing": "true" },
      env: { HTTPS_PROXY: "http://p:3128" },
    };
    const back = withApiServer(withApiServer(MANIFEST, [], settings), [settings], NONE);
    expect(parse(back)).toEqual(parse(MANIFEST));
  });

  it("loses an environment that is empty", () => {
    const bare = MANIFEST.replace(/ +env:\n.*\n/, "");
    const settings = { args: {}, env: { NO_PROXY: "10.96.0.0/16" } };
    expect(parse(withApiServer(withApiServer(bare, [], settings), [settings], NONE))).toEqual(parse(bare));
  });

  it("is read as it is, of what was wanted", () => {
    const wanted = { args: { "runtime-config": "api/all=true", v: "2" }, env: { GOGC: "50", A: "b" } };
    expect(observedApiServer(MANIFEST, wanted)).toEqual({
      args: { "runtime-config": "" },
      env: { GOGC: "50" },
    });
  });
});
