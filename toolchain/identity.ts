/** Where a component came from, for the run's header and toolchain.json; shaped like the journal's ComponentIdentity. */
export interface ToolIdentity {
  readonly component: string;
  readonly version: string;
  /** `release`: the upstream artefact; `source`: built here from the named modules or packages; `host`: the machine's own. */
  readonly origin: "release" | "source" | "host";
  /** Content digest of the artefact, or the path and version of the host's tool. */
  readonly identity: string;
}
