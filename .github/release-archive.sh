#!/bin/sh
# Packs the tracked files of HEAD and the build output into one archive that runs without a build, and prints its path:
#   .github/release-archive.sh VERSION PLATFORM
# The build output contains the native libraries for the machine that built it, so PLATFORM names that platform.
set -eu

if [ $# -ne 2 ]; then
  echo "Usage: .github/release-archive.sh VERSION PLATFORM" >&2
  exit 2
fi
cd "$(dirname "$0")/.."
name=pawstream-$1-$2
release=target/release
tree=$release/$name
rm -rf "$tree"
mkdir -p "$tree"

# git archive sets the time of the sources to that of the commit. It is before the build, so the launcher rebuilds nothing.
git archive HEAD | tar -xf - -C "$tree"
copied=0
for output in */target/*.jar */target/lib */target/quarkus-app; do
  [ -e "$output" ] || continue
  case $output in *-sources.jar | *-javadoc.jar) continue ;; esac
  mkdir -p "$tree/$(dirname "$output")"
  cp -Rp "$output" "$tree/$output"
  copied=$((copied + 1))
done
if [ "$copied" -eq 0 ]; then
  echo "release-archive.sh: no build output in */target; run ./mvnw package first" >&2
  exit 1
fi

# Modules share most libraries. The archive contains each library once; further copies are hard links.
previous=
first=
find "$tree" -path '*/target/*' -name '*.jar' -type f |
  while read -r jar; do
    echo "$(git hash-object --no-filters "$jar") $jar"
  done |
  sort |
  while read -r hash jar; do
    if [ "$hash" = "$previous" ]; then
      ln -f "$first" "$jar"
    else
      previous=$hash
      first=$jar
    fi
  done

# Without the variable, tar on macOS adds a file with extended attributes for each file.
COPYFILE_DISABLE=1 tar -czf "$release/$name.tar.gz" -C "$release" "$name"
echo "$release/$name.tar.gz"
