"""The one SQLite file: schema, connection, journal, read views, snapshots and checks."""
