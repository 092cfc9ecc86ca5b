/** Namespace, labels and names of flannel's release manifest (Documentation/kube-flannel.yml at v0.26.7). */
export const NAMESPACE = "kube-flannel";
export const LABELS = { "k8s-app": "flannel", tier: "node", app: "flannel" } as const;
export const FLANNEL_IMAGE = "docker.io/flannel/flannel:v0.26.7";

/** kind's pod subnet; the port is the one RKE2, K3s and flannel itself use for VXLAN on Linux. */
export const NET_CONF = {
  Network: "10.244.0.0/16",
  EnableNFTables: false,
  Backend: { Type: "vxlan", Port: 8472 },
} as const;

/**
 * Turns what flannel leased into a CNI configuration, which the release does with a plugin binary of its own that no Go proxy has.
 * `ptp` is in every kind node image, the official one included. `sleep` in the background lets the trap end the pod at once. Once it is
 * written it is looked after less often: three processes a second on every node cost more than flanneld itself.
 */
export const WRITE_CNI_CONFIG = `trap 'exit 0' TERM
pause=1
while :; do
  if [ -f /run/flannel/subnet.env ]; then
    . /run/flannel/subnet.env
    cat >/etc/cni/net.d/.flannel.next <<CNI
{
  "cniVersion": "0.4.0",
  "name": "cbr0",
  "plugins": [
    {
      "type": "ptp",
      "ipMasq": false,
      "mtu": $FLANNEL_MTU,
      "ipam": {
        "type": "host-local",
        "ranges": [[{ "subnet": "\${FLANNEL_SUBNET%.*}.0/\${FLANNEL_SUBNET#*/}" }]],
        "routes": [{ "dst": "0.0.0.0/0" }]
      }
    },
    { "type": "portmap", "capabilities": { "portMappings": true } }
  ]
}
CNI
    cmp -s /etc/cni/net.d/.flannel.next /etc/cni/net.d/10-flannel.conflist ||
      mv /etc/cni/net.d/.flannel.next /etc/cni/net.d/10-flannel.conflist
    pause=15
  fi
  sleep "$pause" & wait $!
done
`;
