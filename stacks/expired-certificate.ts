import type { NodeFileSpec } from "./spec.ts";

/** Self-signed for "node", and valid in the year 2020. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBPTCB5aADAgECAgEBMAoGCCqGSM49BAMCMA8xDTALBgNVBAMMBG5vZGUwHhcN
MjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAPMQ0wCwYDVQQDDARub2RlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEk/bEMes3kpXgWwjChtFcCGLFAeDqM9hQ
EDb1YYmXqUFmRuRBMZ8n/yDZtgJwqUJ+0h47d/CuwQmZlE1e4RsuG6MyMDAwDwYD
VR0RBAgwBoIEbm9kZTAdBgNVHQ4EFgQUNbUyJUW/hdfV3tc2Mz+iiFt5A50wCgYI
KoZIzj0EAwIDRwAwRAIgF8BfCNqdbVxoFnyJmFfyfmSzOytN+ARvplgF9MxIszgC
IF+GS8f9ZZo3V5s7ZM1nFd3mmPf6LcYeVSC8ENiicjni
-----END CERTIFICATE-----
`;

/** No secret: nobody trusts what it signed, and nobody could any more. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDxYMj4OnohbmUxp6
Nmd7+QKbQcikdC5YjBcvTGCUvP6hRANCAAST9sQx6zeSleBbCMKG0VwIYsUB4Ooz
2FAQNvVhiZepQWZG5EExnyf/INm2AnCpQn7SHjt38K7BCZmUTV7hGy4b
-----END PRIVATE KEY-----
`;

const FOLDER = "/var/lib/kubelet/pki/expired";

/** What the KubeletConfiguration says to serve with it. */
export const EXPIRED_CERTIFICATE = {
  tlsCertFile: `${FOLDER}/kubelet.crt`,
  tlsPrivateKeyFile: `${FOLDER}/kubelet.key`,
} as const;

/** A certificate that has expired, and its key, by their path in the nodes. */
export const EXPIRED_CERTIFICATE_FILES: Readonly<Record<string, NodeFileSpec>> = {
  [EXPIRED_CERTIFICATE.tlsCertFile]: { content: CERTIFICATE },
  [EXPIRED_CERTIFICATE.tlsPrivateKeyFile]: { content: KEY, mode: "0600" },
};
