-- Run once, as the server's superuser, before the first `bursar migrate`:
--   psql --set ON_ERROR_STOP=1 --file deploy/postgresql/roles.sql
-- bursar_owner owns the tables and migrates (BURSAR_MIGRATION_DATABASE_URL); bursar, as which the site runs
-- (BURSAR_DATABASE_URL), owns nothing: `bursar migrate` gives it rows, and not those that must never change.
-- Give each a password afterwards: \password bursar_owner and \password bursar.
CREATE ROLE bursar_owner LOGIN;
CREATE ROLE bursar LOGIN;
CREATE DATABASE bursar OWNER bursar_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE bursar FROM PUBLIC;
GRANT CONNECT ON DATABASE bursar TO bursar;
