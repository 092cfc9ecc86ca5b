#!/bin/sh
# Server-side apply of one's own init containers in another order moves another manager's to another place, too.
#
# Version: sigs.k8s.io/structured-merge-diff/v6 v6.4.2 (what Kubernetes 1.37's API server applies with), a list keyed by name as
#   initContainers is, run on 2026-11-29.
# Expected (guess written before): a second applier's new entry comes after those that are there; an applier that gives its own entries
#   in another order gets them in that order, and what others own keeps its place.
# Seen: b's entry first comes last, but a's next apply of the same two entries, turned round, puts b1 between them. One that b put
#   between a's two is in front of both after a has turned them round, so b's init container now runs first by no apply of b's, and
#   stays there when a turns them back: only b's own next apply brings it to its place. What a adds at its own end comes behind b1. Each
#   step is without a conflict: managers own an entry and its fields, the order belongs to whoever applied last.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, no cluster; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module order\ngo 1.26.0\nrequire sigs.k8s.io/structured-merge-diff/v6 v6.4.2\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/merge"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
)

const schema = `types:
- name: podSpec
  map:
    fields:
    - name: initContainers
      type: { list: { elementRelationship: associative, keys: [name], elementType: { namedType: container } } }
- name: container
  map: { fields: [{ name: name, type: { scalar: string } }] }
`

type asIs struct{}

func (asIs) Convert(o *typed.TypedValue, _ fieldpath.APIVersion) (*typed.TypedValue, error) { return o, nil }
func (asIs) IsMissingVersionError(error) bool                                               { return false }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	podSpec := must(typed.NewParser(schema)).Type("podSpec")
	updater := (&merge.UpdaterBuilder{Converter: asIs{}}).BuildUpdater()
	tell := func(applies ...string) {
		live, managers := must(podSpec.FromYAML("{}")), fieldpath.ManagedFields{}
		for _, apply := range applies {
			manager, names, _ := strings.Cut(apply, ": ")
			wanted := []any{}
			for _, name := range strings.Fields(names) {
				wanted = append(wanted, map[string]any{"name": name})
			}
			config := must(podSpec.FromUnstructured(map[string]any{"initContainers": wanted}))
			merged, next, err := updater.Apply(live, config, "v1", managers, manager, false)
			if err != nil {
				panic(err)
			}
			if merged != nil {
				live = merged
			}
			managers = next
			fmt.Printf("%s applies %s:", manager, names)
			for _, entry := range live.AsValue().Unstructured().(map[string]any)["initContainers"].([]any) {
				fmt.Print(" ", entry.(map[string]any)["name"])
			}
			fmt.Println()
		}
	}
	tell("a: a1 a2", "b: b1", "a: a2 a1")
	tell("a: a1 a2", "b: a1 b1 a2", "a: a2 a1", "a: a1 a2", "b: a1 b1 a2")
	tell("a: a1 a2", "b: b1", "a: a0 a1 a2 a3")
}
GO
cat >expected <<'ANSWERS'
a applies a1 a2: a1 a2
b applies b1: a1 a2 b1
a applies a2 a1: a2 b1 a1
a applies a1 a2: a1 a2
b applies a1 b1 a2: a1 b1 a2
a applies a2 a1: b1 a2 a1
a applies a1 a2: b1 a1 a2
b applies a1 b1 a2: a1 b1 a2
a applies a1 a2: a1 a2
b applies b1: a1 a2 b1
a applies a0 a1 a2 a3: a0 a1 a2 b1 a3
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
