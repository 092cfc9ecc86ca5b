/** Debian packages of the lock file: `name` or `name=version*`, in apt's form. */
export interface DebianPackages {
  readonly suite: string;
  readonly packages: readonly string[];
  /** Packages of Debian 12, for programs that must run on the machine's own libraries. */
  readonly ownSuite?: readonly string[] | undefined;
}

/** Debian 12: its programs run on the libraries of Debian 12 and 13 machines alike. */
export const OWN_SUITE = "bookworm";
