import { z } from "zod";
import { certificateOf, keyOf } from "./certificate.ts";
import type { ClusterAccess } from "./cluster-access.ts";

export type Credentials = Pick<ClusterAccess, "token" | "cert" | "key">;

const text = z.string().nullish();
const credentialSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal("ExecCredential"),
  status: z.object({ token: text, clientCertificateData: text, clientKeyData: text }),
});

/** What a plugin printed, or what is wrong with it. It is quoted nowhere, because it is a secret. */
export function credentialsIn(stdout: string, apiVersion: string): Credentials | string {
  const { data, error } = credentialSchema.safeParse(jsonIn(stdout));
  if (error) {
    const field = error.issues[0]?.path.join(".");
    return `printed no ExecCredential${field ? ` (${field})` : ""}; see whether it is the right command`;
  }
  if (data.apiVersion !== apiVersion)
    return `answers with another apiVersion than ${apiVersion}; update it, or write the kubeconfig anew`;
  const { token, clientCertificateData: cert, clientKeyData: key } = data.status;
  const pair = cert && key ? pairOf(Buffer.from(cert), Buffer.from(key)) : {};
  if (!pair) return "gave a certificate and a key that are no pair in PEM; update it";
  if (!token && !pair.cert) return "gave neither a token nor a certificate with its key; log in anew";
  return { ...pair, ...(token && { token: token.trim() }) };
}

function pairOf(bytes: Buffer, key: Buffer): Credentials | undefined {
  const place = "the credential plugin";
  try {
    certificateOf({ bytes, place });
    return { cert: bytes, key: keyOf(bytes, { bytes: key, place }) };
  } catch {
    return undefined;
  }
}

function jsonIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
