import { z } from "zod";

/** What is empty counts as not said, as it does in client-go. */
const text = z
  .string()
  .nullish()
  .transform((said) => said || undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((said) => said ?? false);
const data = z
  .string()
  .nullish()
  .transform((said, { addIssue }) => {
    if (said && !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(said)) addIssue("not base64");
    return said ? Buffer.from(said, "base64") : undefined;
  });
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((all) => all ?? []);
const part = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((said): z.output<T> => (said ?? schema.parse({})) as z.output<T>);

const cluster = z.object({
  server: text,
  "certificate-authority": text,
  "certificate-authority-data": data,
  "insecure-skip-tls-verify": flag,
  "tls-server-name": text,
  "proxy-url": text,
  "disable-compression": flag,
  extensions: list(z.object({ name: z.string(), extension: z.unknown().optional() })),
});

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#ExecConfig */
const exec = z.object({
  apiVersion: text,
  command: text,
  args: list(z.string()),
  env: list(z.object({ name: z.string(), value: z.string().default("") })),
  installHint: text,
  provideClusterInfo: flag,
  interactiveMode: text,
});

const user = z.object({
  "client-certificate": text,
  "client-certificate-data": data,
  "client-key": text,
  "client-key-data": data,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  as: text,
  "as-uid": text,
  "as-groups": list(z.string()),
  "as-user-extra": z.record(z.string(), z.array(z.string())).nullish(),
  "auth-provider": z.unknown().optional(),
  exec: exec.nullish(),
});

const context = z.object({ cluster: text, user: text });

/** As client-go reads it: what it does not know is left alone, because kubeconfigs carry what other tools keep there. */
export const kubeconfigSchema = part(
  z.object({
    "current-context": text,
    contexts: list(z.object({ name: z.string(), context: part(context) })),
    clusters: list(z.object({ name: z.string(), cluster: part(cluster) })),
    users: list(z.object({ name: z.string(), user: part(user) })),
  }),
);

export type Kubeconfig = z.infer<typeof kubeconfigSchema>;
export type KubeconfigCluster = z.infer<typeof cluster>;
export type KubeconfigUser = z.infer<typeof user>;
export type KubeconfigExec = z.infer<typeof exec>;
