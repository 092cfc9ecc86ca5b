import { KubeconfigError } from "./errors.ts";
import type { KubeconfigFile } from "./kubeconfig-file.ts";
import type { KubeconfigCluster, KubeconfigUser } from "./kubeconfig-schema.ts";

/** Which entries to use instead of the current context's. */
export interface Choice {
  readonly context?: string;
  readonly cluster?: string;
}

/** An entry of a kubeconfig, with the folder that its relative paths start from. */
export interface Entry<T> {
  readonly name: string;
  readonly value: T;
  readonly folder: string;
  /** `file:line:column: field` of one of its fields. */
  at(...field: readonly PropertyKey[]): string;
}

export interface Chosen {
  readonly cluster: Entry<KubeconfigCluster>;
  /** A context without one asks as nobody. */
  readonly user?: Entry<KubeconfigUser>;
}

const LISTS = { context: "contexts", cluster: "clusters", user: "users" } as const;
type Kind = keyof typeof LISTS;

/**
 * What a context of merged files names. They merge as kubectl does it: of entries with one name the first counts, whole, and the
 * current context is that of the first file that has one.
 * @throws KubeconfigError
 */
export function chosenOf(files: readonly KubeconfigFile[], { context, cluster }: Choice = {}): Chosen {
  const current = files.find(({ config }) => config["current-context"] !== undefined);
  const names = files.map(({ name }) => name).join(", ");
  const contextName = context ?? current?.config["current-context"];
  if (contextName === undefined) {
    const said = `${names}: no context is current; name one`;
    throw new KubeconfigError(`${said}, of: ${known(entriesOf(files, "context"))}`);
  }
  const place = context === undefined && current ? current.at(["current-context"]) : names;
  const chosen = named(entriesOf(files, "context"), contextName, "context", place);
  const clusterName = cluster ?? chosen.value.cluster ?? "";
  const userName = chosen.value.user;
  const clusterPlace = cluster === undefined ? chosen.at("cluster") : names;
  return {
    cluster: named(entriesOf(files, "cluster"), clusterName, "cluster", clusterPlace),
    ...(userName !== undefined && {
      user: named(entriesOf(files, "user"), userName, "user", chosen.at("user")),
    }),
  };
}

interface Values {
  readonly context: { readonly cluster?: string | undefined; readonly user?: string | undefined };
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
}

function entriesOf<K extends Kind>(files: readonly KubeconfigFile[], kind: K): Entry<Values[K]>[] {
  const list = LISTS[kind];
  return files.flatMap(({ config, folder, at }) =>
    config[list].map((entry, index) => ({
      name: entry.name,
      value: (entry as unknown as Record<K, Values[K]>)[kind],
      folder,
      at: (...field) => {
        const path = [list, index, kind, ...field];
        return `${at(path)}: ${path.join(".")}`;
      },
    })),
  );
}

function named<T>(entries: readonly Entry<T>[], name: string, kind: Kind, place: string): Entry<T> {
  const found = entries.find((entry) => entry.name === name);
  if (!found) throw new KubeconfigError(`${place}: there is no ${kind} "${name}", but: ${known(entries)}`);
  return found;
}

const known = (entries: readonly Entry<unknown>[]) => entries.map(({ name }) => name).join(", ") || "none";
