#!/bin/sh
# Pulumi's ignoreChanges on `containers[*].image` goes by position: containers that change places get each other's image, without a word.
#
# Version: github.com/pulumi/pulumi/sdk/v3 v3.274.1 (PropertyPath.Reset, which the engine puts ignored paths back with), run on 2026-11-29.
# Expected (guess written before): each container keeps the image it has, found by its name as Kubernetes finds it; a container that is
#   new keeps its own.
# Seen: old [app, log] and new [log, app] make log run app's image and app log's, and Reset says true. A container put in front takes
#   app's old image, app takes log's and log is not ignored at all, and Reset says false, which the engine makes an info line of. Unquoted
#   `annotations.a.b/c` finds nothing and says true, so nothing is ignored and nothing told. A bare [*] at the end of a path takes back
#   keys that are new in a map, while before a further segment it leaves them be.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf 'module ignored\ngo 1.26.0\nrequire github.com/pulumi/pulumi/sdk/v3 v3.274.1\n' >go.mod
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func main() {
	list := func(tag string, names ...string) map[string]any {
		var containers []any
		for _, name := range names {
			containers = append(containers, map[string]any{"name": name, "image": name + tag})
		}
		return map[string]any{"containers": containers}
	}
	notes := func(pairs ...string) map[string]any {
		all := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			all[pairs[i]] = map[string]any{"v": pairs[i+1]}
		}
		return map[string]any{"annotations": all}
	}
	ask := func(path string, old, changed map[string]any) {
		parsed, err := resource.ParsePropertyPath(path)
		if err != nil {
			panic(err)
		}
		was, is := resource.NewPropertyMapFromMap(old), resource.NewPropertyMapFromMap(changed)
		fmt.Println(path, parsed.Reset(was, is), is.Mappable())
	}
	images := "containers[*].image"
	ask(images, list(":1", "app", "log"), list(":2", "app", "log"))
	ask(images, list(":1", "app", "log"), list(":2", "log", "app"))
	ask(images, list(":1", "app", "log"), list(":2", "app", "log", "new"))
	ask(images, list(":1", "app", "log"), list(":2", "new", "app", "log"))
	for _, path := range []string{`annotations["a.b/c"]`, "annotations.a.b/c", "annotations[*]", "annotations[*].v"} {
		ask(path, notes("a.b/c", "1"), notes("a.b/c", "2", "n", "2"))
	}
}
GO
cat >expected <<'ANSWERS'
containers[*].image true map[containers:[map[image:app:1 name:app] map[image:log:1 name:log]]]
containers[*].image true map[containers:[map[image:app:1 name:log] map[image:log:1 name:app]]]
containers[*].image false map[containers:[map[image:app:1 name:app] map[image:log:1 name:log] map[image:new:2 name:new]]]
containers[*].image false map[containers:[map[image:app:1 name:new] map[image:log:1 name:app] map[image:log:2 name:log]]]
annotations["a.b/c"] true map[annotations:map[a.b/c:map[v:1] n:map[v:2]]]
annotations.a.b/c true map[annotations:map[a.b/c:map[v:2] n:map[v:2]]]
annotations[*] true map[annotations:map[a.b/c:map[v:1]]]
annotations[*].v true map[annotations:map[a.b/c:map[v:1] n:map[v:2]]]
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
