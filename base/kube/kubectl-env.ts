/**
 * Variables for every kubectl that faultline runs. Off a proxy, because clusters' addresses are this machine's own, also those in the
 * engine's networks, which are no loopback. Without the user's kuberc (read from kubectl 1.34 on, https://kubernetes.io/docs/reference/kubectl/kuberc/),
 * because a default flag there, `--no-headers` for `top node`, changes what is judged; seen with kubectl 1.35.2.
 */
export const KUBECTL_ENV = { NO_PROXY: "*", no_proxy: "*", KUBERC: "off" };
