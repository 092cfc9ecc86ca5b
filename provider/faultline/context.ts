import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exec, systemExec } from "../../base/exec.ts";
import type { Ledger } from "../../base/ledger/ledger.ts";
import { ledgerFromEnv } from "../../base/ledger/open-ledger.ts";

/** What the resource types of this plugin act through. */
export interface Context {
  readonly exec: Exec;
  /** Address of the container engine, as DOCKER_HOST. */
  readonly dockerHost: string;
  readonly ledger: () => Promise<Ledger>;
  /** The run this process belongs to, as its ledger entries name it. */
  readonly run: string;
  /** Folder with Helm charts, `<name>-<version>` each; undefined where nobody said. */
  readonly charts: string | undefined;
  /** Where files that live as long as one call go: a path that folder names are appended to, and those there are now. */
  readonly scratch: { readonly prefix: string; readonly open: Set<string> };
}

const DEFAULT_DOCKER_HOST = "unix:///var/run/docker.sock";

export function contextFrom(env: NodeJS.ProcessEnv): Context {
  let ledger: Promise<Ledger> | undefined;
  return {
    exec: systemExec,
    dockerHost: env.DOCKER_HOST || DEFAULT_DOCKER_HOST,
    ledger: () => {
      ledger ??= ledgerFromEnv(env);
      return ledger;
    },
    charts: env.FAULTLINE_CHARTS,
    run: env.FAULTLINE_RUN ?? "by-hand",
    scratch: { prefix: join(tmpdir(), `faultline-plugin-${process.pid}`), open: new Set() },
  };
}
