import { bytesOf, certificateOf, keyOf } from "./certificate.ts";
import { KubeconfigError } from "./errors.ts";
import type { Entry } from "./kubeconfig-chosen.ts";
import type { KubeconfigUser } from "./kubeconfig-schema.ts";

/** Who a user is by what stands in the kubeconfig and its files. @throws KubeconfigError */
export function credentialsOf(user: Entry<KubeconfigUser>) {
  const { value, at } = user;
  if (value["auth-provider"] != null)
    throw new KubeconfigError(
      `${at("auth-provider")}: kubectl has dropped it for credential plugins (exec); have your provider's command write the kubeconfig anew`,
    );
  const token = tokenOf(user);
  const headers = headersOf(user);
  return {
    ...pairOf(user),
    ...(token !== undefined && { token }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
}

function pairOf(user: Entry<KubeconfigUser>) {
  const { at } = user;
  const [certField, keyField] = ["client-certificate", "client-key"] as const;
  const cert = certificateOf(bytesOf(user, certField));
  if (!cert) return {};
  const key = bytesOf(user, keyField);
  if (!key) throw new KubeconfigError(`${at(certField)}: a certificate without its key; add ${keyField}`);
  return { cert, key: keyOf(cert, key) };
}

/**
 * What is in the token's file goes before a token, because it is newer
 * (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo).
 */
function tokenOf(user: Entry<KubeconfigUser>): string | undefined {
  const token = user.value.token?.trim();
  try {
    const file = bytesOf(user, "tokenFile");
    return file?.bytes.toString().trim() || token;
  } catch (unreadable) {
    if (token !== undefined) return token;
    throw unreadable;
  }
}

/** Basic authentication, and on whose behalf is asked. */
function headersOf({ value }: Entry<KubeconfigUser>): Record<string, string | string[]> {
  const { username, password } = value;
  const basic = Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64");
  const extra = Object.entries(value["as-user-extra"] ?? {});
  return {
    ...((username ?? password) !== undefined && { authorization: `Basic ${basic}` }),
    ...(value.as !== undefined && { "impersonate-user": value.as }),
    ...(value["as-uid"] !== undefined && { "impersonate-uid": value["as-uid"] }),
    ...(value["as-groups"].length > 0 && { "impersonate-group": value["as-groups"] }),
    ...Object.fromEntries(extra.map(([key, all]) => [`impersonate-extra-${encodeURIComponent(key)}`, all])),
  };
}
