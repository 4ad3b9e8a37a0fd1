#!/bin/sh
# Prints the section of a version from CHANGELOG.md, without its heading:
#   .github/release-notes.sh VERSION [CHANGELOG]
set -eu

fail() {
  echo "release-notes.sh: $*" >&2
  exit 1
}

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ -z "$1" ]; then
  echo "Usage: .github/release-notes.sh VERSION [CHANGELOG]" >&2
  exit 2
fi
version=$1
changelog=${2:-$(dirname "$0")/../CHANGELOG.md}
[ -f "$changelog" ] || fail "$changelog does not exist"

# The version is compared as a string, so a dot matches only a dot. The link definitions at the end belong to no section.
status=0
notes=$(
  awk -v heading="## [$version] - " '
    /^## / {
      inside = index($0, heading) == 1
      if (inside) found = 1
      next
    }
    /^\[[^]]+\]: / { next }
    inside { print }
    END { exit !found }
  ' "$changelog"
) || status=$?
[ "$status" -eq 0 ] || fail "$changelog has no section \"## [$version] - DATE\"; add it before you tag v$version"

# $(...) has removed empty lines at the end; sed removes those at the start.
notes=$(printf '%s\n' "$notes" | sed '/[^[:space:]]/,$!d')
[ -n "$notes" ] || fail "the section \"## [$version]\" of $changelog is empty"
printf '%s\n' "$notes"
