import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE } from "../harness/scenario/words/allowed-changes.ts";
import { failedDiscoveryCheck, rawFails, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
import { APISERVICE } from "../harness/scenario/words/waits.ts";
import { withApiService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

/** Some CA: metrics-server signs its own certificate, so it was not this one. Made for this file; its key is gone. */
const SOME_CA = `-----BEGIN CERTIFICATE-----
MIIBhjCCAS2gAwIBAgIUNXPliYHtRjvJaSHmY5mLYNAtVXMwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNc29tZS1vdGhlci1jYTAgFw0yNjExMjIxMDExNThaGA8yMTI2
MTAyOTEwMTE1OFowGDEWMBQGA1UEAwwNc29tZS1vdGhlci1jYTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABO1rLX771P7PqdlwWuqmv3Qh0jVSssLieizwvUJDyET+
3/QD7gx/cnCWVlQegGt84lYwCze/2ME+U6FqUT9v/VijUzBRMB0GA1UdDgQWBBRb
ecXwxkjuc3CPXhzoQm5HSL6TGTAfBgNVHSMEGDAWgBRbecXwxkjuc3CPXhzoQm5H
SL6TGTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIHRMhxBbaNd5
QnaScUHn5pMRVBabHAt/vX6LLe6/gwp7AiB6lI/2RrfJlzjuWpphxeTkdFVOZMUF
2uqRlmAwNw8zuA==
-----END CERTIFICATE-----
`;

const NOT_VERIFIED = /tls: failed to verify certificate: x509/;

export default defineScenario({
  id: "apiservice-ca-not-trusted",
  mode: "F15",
  title: "The API server does not trust metrics-server's certificate, yet calls it available",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#544",
      kind: "report",
      quote: "If we disable it we are not able to retrieve any metrics.",
    },
    { ref: "zalando-incubator/kube-metrics-adapter#333", kind: "related" },
    { ref: "kubermatic/kubermatic#4300", kind: "related" },
  ],
  tags: ["apiservice", "tls"],
  reportedOn: "metrics-server v0.3.6 with insecureSkipTLSVerify turned off",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Up to Kubernetes 1.35 the condition Available stays True / Passed: the check behind it does not verify the certificate, only the proxy does. Looking at the APIService, as every guide advises, shows nothing.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "insecureSkipTLSVerify: false and no caBundle",
    edit: (spec) => withApiService(spec, { insecureSkipTLSVerify: false }),
    allowedChanges: [API_SERVICE],
  },
  symptom: {
    ...apiServiceBroken({ kind: "apiservice", status: "True", reason: ["Passed"] }, rawFails(NOT_VERIFIED)),
    from: {
      kubernetes: "1.36.0",
      signatures: [TOP_FAILS, failedDiscoveryCheck(NOT_VERIFIED)],
      why: "the check behind the condition verifies the certificate as the proxy does (kube-aggregator, remote available controller), and the proxy no longer dials what it calls unavailable",
    },
  },
  fixes: [
    {
      id: "skip-verify",
      title: "insecureSkipTLSVerify: true, as in the manifest",
      edit: (spec) => withApiService(spec, { insecureSkipTLSVerify: true }),
      allowedChanges: [API_SERVICE],
      claim: {
        outcome: "heals",
        by: "serathius (maintainer) in kubernetes-sigs/metrics-server#544",
        quote:
          "`insecureSkipTLSVerify` controls if apiserver should validate certificate served by Metrics Server.",
      },
      expect: { outcome: "heals", why: "the proxy no longer verifies the self-signed certificate" },
      withinSeconds: APISERVICE.heals,
    },
    {
      id: "some-ca-bundle",
      title: "A caBundle, while metrics-server goes on signing its own certificate",
      edit: (spec) => withApiService(spec, { caBundle: SOME_CA }),
      allowedChanges: [API_SERVICE],
      claim: {
        outcome: "heals",
        by: "the API reference, quoted in zalando-incubator/kube-metrics-adapter#333",
        quote: "This is strongly discouraged. You should use the CABundle instead.",
      },
      expect: {
        outcome: "no effect",
        why: "no CA signed that certificate, and it names localhost, not metrics-server.kube-system.svc",
      },
      control: true,
      withinSeconds: APISERVICE.watch,
    },
  ],
});
