/** Names an object in a cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined for the default one, and for what lives in none. */
  readonly namespace?: string;
}
