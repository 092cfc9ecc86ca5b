/** Keeps kubectl off a proxy: clusters' addresses are this machine's own, also those in the engine's networks, which are no loopback. */
export const NO_PROXY = { NO_PROXY: "*", no_proxy: "*" };
