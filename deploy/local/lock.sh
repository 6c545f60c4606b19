#!/bin/sh
# Lock files carry hashes and no addresses.
set -eu
compile() {
    .venv/bin/uv pip compile "$@" --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --quiet
}
compile pyproject.toml --group servers --group node --group dev --extra tracing -o requirements.lock
# What an installation runs on, node only to fetch the front-end's files.
compile pyproject.toml --group node -c requirements.lock -o requirements-product.lock
# What tracing needs beside it.
compile pyproject.toml --extra tracing -c requirements.lock -o requirements-tracing.lock
# torch has other hashes where its CPU wheels are used, so its lock stands alone.
compile --group models -c requirements.lock -o requirements-models.lock
.venv/bin/npm install --package-lock-only --ignore-scripts --silent
