#!/bin/sh
# run.sh node|python ARGUMENTS: runs a consumer; the first run fetches the libraries that it needs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
which=$1
shift
case $which in
  node)
    # Its script would fetch the parts for GPUs.
    export ONNXRUNTIME_NODE_INSTALL=skip ONNXRUNTIME_NODE_INSTALL_CUDA=skip
    [ -d "$here/node_modules" ] || npm install --prefix "$here" --no-audit --no-fund --loglevel=error >&2
    exec node "$here/consumer.mjs" "$@"
    ;;
  python)
    [ -x "$here/.venv/bin/python" ] || {
      python3 -m venv "$here/.venv"
      "$here/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" >&2
    }
    exec "$here/.venv/bin/python" "$here/consumer.py" "$@"
    ;;
  *)
    echo "run.sh: \"$which\" is neither node nor python" >&2
    exit 2
    ;;
esac
