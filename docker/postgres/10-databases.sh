#!/bin/sh
# One database and one user for each service that has tables. Runs once, when the data directory is empty.
set -eu

create() {
  psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v name="$1" -v password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}

create registry "$REGISTRY_DB_PASSWORD"
create orchestrator "$ORCHESTRATOR_DB_PASSWORD"
create status "$STATUS_DB_PASSWORD"
