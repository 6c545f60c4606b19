#!/bin/sh
# Makes what is secret, once: a second call keeps what there is. Back the folder up apart from the data.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
drawn() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }
keep() {
    [ -e "secrets/$1" ] && return
    # Read by the product's own user within the containers.
    printf %s "$2" >"secrets/$1"
    chmod 444 "secrets/$1"
}
keep database_password "$(drawn 24)"
keep database_url "postgresql://tiqiao:$(cat secrets/database_password)@database:5432/tiqiao"
keep secret_key "$(drawn 40)"
keep signing_key "$(drawn 40)"
keep metrics_token "$(drawn 24)"
keep smtp_password ""
