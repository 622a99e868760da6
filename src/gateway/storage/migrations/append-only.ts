/** What makes a table append-only for every connection, whoever it belongs to. */
export const appendOnly = {
  /**
   * No UPDATE, no DELETE, and no REPLACE either: SQLite deletes a replaced row without firing DELETE triggers
   * (unless `recursive_triggers` is on), so a second insert of a key is refused before conflict handling.
   * @param key its primary key
   */
  sqlite: (table: string, key = 'id'): string[] => [
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_update BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_replace BEFORE INSERT ON ${table}
      WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ],

  /** What the triggers on PostgreSQL call. */
  function: `CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,

  /** `ENABLE ALWAYS`: a session that plays replica skips ordinary triggers. */
  postgres: (table: string): string[] => [
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION append_only()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION append_only()`,
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only`,
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_no_truncate`,
  ],
}
