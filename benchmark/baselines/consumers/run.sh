#!/bin/sh
# run.sh node|python ARGUMENTS: runs a consumer. The first run downloads its libraries.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
language=$1
shift
case $language in
  node)
    # The install script would download the GPU libraries.
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
    echo "run.sh: language is \"$language\"; it must be node or python" >&2
    exit 2
    ;;
esac
