#!/bin/sh
# run.sh python|node|mlserver|flink --bootstrap HOST:PORT --model FILE [--NAME VALUE]...: runs a consumer until it is
# stopped. The first run downloads its libraries. STATE is a directory that survives a restart.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
consumer=$1
shift

# The same settings of glibc as for the stream processor: large buffers are reused instead of returned to the system.
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_-1048576}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_-1048576}"

venv() {
  [ -x "$1/.venv/bin/python" ] || {
    python3 -m venv "$1/.venv"
    "$1/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$1/requirements.txt" >&2
  }
}

case $consumer in
  python)
    venv "$here/python"
    exec "$here/python/.venv/bin/python" "$here/python/consumer.py" "$@"
    ;;
  node)
    # The install script would download the GPU libraries.
    export ONNXRUNTIME_NODE_INSTALL=skip ONNXRUNTIME_NODE_INSTALL_CUDA=skip
    [ -d "$here/node/node_modules" ] || npm ci --prefix "$here/node" --no-audit --no-fund --loglevel=error >&2
    exec node "$here/node/consumer.mjs" "$@"
    ;;
  mlserver)
    venv "$here/mlserver"
    export MLSERVER_ENVIRONMENTS_DIR="$STATE/environments" MLSERVER_METRICS_DIR="$STATE/metrics"
    while [ $# -gt 1 ]; do
      case $1 in
        --bootstrap) export MLSERVER_KAFKA_SERVERS="$2" ;;
        --model) export MLSERVER_MODEL_URI="$2" ;;
        --workers) export MLSERVER_PARALLEL_WORKERS="$2" ;;
        --wait) export MLSERVER_MODEL_MAX_BATCH_TIME="$2" ;;
        --threads) export THREADS="$2" ;;
        --spinning) export SPINNING="$2" ;;
      esac
      shift 2
    done
    exec "$here/mlserver/.venv/bin/mlserver" start "$here/mlserver"
    ;;
  flink)
    platform=linux-$(uname -m | sed s/aarch64/arm64/)
    [ -d "$here/flink/target/lib" ] ||
      "$here/../../../mvnw" -q -B -f "$here/flink/pom.xml" -Djavacpp.platform="$platform" package >&2
    exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
      --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$here/flink/target/classes:$here/flink/target/lib/*" \
      io.pawstream.baseline.ClassifyImages --state "$STATE" "$@"
    ;;
  *)
    echo "run.sh: consumer is \"$consumer\"; it must be python, node, mlserver or flink" >&2
    exit 2
    ;;
esac
