import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  observed,
  withoutSettings,
  withSettings,
} from "../../../../provider/faultline/kind/kubelet-config.ts";

const FILE = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {cacheTTL: 0s, enabled: true}}
clusterDNS: [10.96.0.10]
rotateCertificates: true
`;

describe("a node's kubelet configuration", () => {
  it("takes settings in and leaves the rest as it was", () => {
    const changed = parse(
      withSettings(FILE, { authentication: { webhook: { enabled: false } }, maxPods: 50 }),
    );
    expect(changed).toEqual({
      ...parse(FILE),
      authentication: { anonymous: { enabled: false }, webhook: { cacheTTL: "0s", enabled: false } },
      maxPods: 50,
    });
  });

  it("goes back to what kubeadm wrote when settings are taken out", () => {
    const settings = {
      authentication: { webhook: { enabled: false } },
      maxPods: 50,
      serverTLSBootstrap: true,
    };
    expect(parse(withoutSettings(withSettings(FILE, settings), settings))).toEqual(parse(FILE));
  });

  it("is no drift where it holds what was asked, however it is written", () => {
    const wanted = { authentication: { webhook: { enabled: true } }, clusterDNS: ["10.96.0.10"] };
    expect(observed(FILE, wanted)).toEqual(wanted);
  });

  it("is drift where a value differs or is gone", () => {
    const wanted = { authentication: { webhook: { enabled: false } }, maxPods: 50 };
    expect(observed(FILE, wanted)).toEqual({ authentication: { webhook: { enabled: true } } });
  });
});
