#!/bin/bash
# The default pod network: a bridge with this node's podCIDR, and a route to every other node's, as kind's own does. Starts
# when kind applies /kind/manifests/default-cni.yaml; with `disableDefaultCNI` that never happens and nothing is written.
set -o nounset -o pipefail
conflist=/etc/cni/net.d/10-bridge.conflist
pem=/var/lib/kubelet/pki/kubelet-client-current.pem

# What the API server answers this node's kubelet. The connection stays open until it has, because a server whose client has gone gives the request up. A kubectl would do the same in ten times the processor time, and every node asks all its life.
ask() {
  printf 'GET %s HTTP/1.0\r\nAccept: application/json\r\n\r\n' "$1" |
    socat -T5 -t5 - "OPENSSL:$server,shut-none,connect-timeout=5,cert=$pem,cafile=/etc/kubernetes/pki/ca.crt,commonname=${server%:*}" 2>/dev/null |
    sed '1,/^\r*$/d'
}

until [[ -f /etc/kubernetes/kubelet.conf && -f $pem ]]; do sleep 0.2; done
server=$(sed -n 's/^ *server: https:..//p' /etc/kubernetes/kubelet.conf)
# kind applies the manifest a few seconds after the API answers. With another pod network it never comes: this node is then not even
# allowed to ask (the right comes with the manifest), and asking has its price.
pods='' own='' answers=0 pause=1
while [[ -z $own ]]; do
  if [[ -z $pods ]]; then
    said=$(ask /api/v1/namespaces/kube-system/configmaps/node-network)
    pods=$(jq -r '.data.podSubnet // empty' <<<"$said" 2>/dev/null)
    # Refused for want of the right, or there; any other answer is of a server that is not ready.
    [[ -n $pods || $said == *'"code":403'* ]] && answers=$((answers + 1))
  fi
  [[ -n $pods ]] && own=$(ask "/api/v1/nodes/$HOSTNAME" | jq -r '.spec.podCIDR // empty' 2>/dev/null)
  [[ -n $own ]] && break
  [[ -z $pods && $answers -gt 15 ]] && pause=$((pause < 30 ? pause * 2 : 30))
  sleep "$pause"
done

# To other pods an address stays as it is; to anything else a pod speaks with its node's.
iptables -w -t nat -C POSTROUTING -s "$own" ! -d "$pods" -j MASQUERADE 2>/dev/null ||
  iptables -w -t nat -A POSTROUTING -s "$own" ! -d "$pods" -j MASQUERADE
cat >"$conflist.next" <<CNI
{
  "cniVersion": "0.4.0",
  "name": "bridge",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "cni0",
      "isGateway": true,
      "hairpinMode": true,
      "ipam": { "type": "host-local", "ranges": [[{ "subnet": "$own" }]], "routes": [{ "dst": "0.0.0.0/0" }] }
    },
    { "type": "portmap", "capabilities": { "portMappings": true } }
  ]
}
CNI
mv "$conflist.next" "$conflist"

# Other nodes join within the first minutes or never.
pause=2
while true; do
  nodes=$(ask /api/v1/nodes |
    jq -r '.items[] | "\(.spec.podCIDR) \(.status.addresses[] | select(.type == "InternalIP").address)"' 2>/dev/null)
  while read -r cidr address; do
    [[ -n ${address:-} && $cidr != "$own" ]] && ip route replace "$cidr" via "$address"
  done <<<"$nodes"
  sleep "$pause"
  [[ -n $nodes ]] && pause=$((pause < 60 ? pause * 2 : 60))
done
