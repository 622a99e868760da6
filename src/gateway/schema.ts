import type { DatabaseSync } from 'node:sqlite'
import { StartError } from './unavailable.ts'

/**
 * No UPDATE, no DELETE, and no REPLACE either: SQLite deletes a replaced row without firing DELETE triggers
 * (unless `recursive_triggers` is on), so a second insert of a key is refused before conflict handling.
 */
const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
    WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

/** Migration `n` takes a database from `user_version` n to n + 1. Never edit one that has shipped; add another. */
const migrations: readonly string[] = [
  `
  CREATE TABLE donations (
    id TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL,
    bytes BLOB NOT NULL,
    currency TEXT NOT NULL,
    minor INTEGER NOT NULL CHECK (minor > 0),
    commitment TEXT NOT NULL,
    due TEXT,
    method TEXT NOT NULL,
    key_id TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE receipts (
    id TEXT PRIMARY KEY NOT NULL REFERENCES donations (id),
    -- Compact JWS, as it was sent.
    receipt TEXT NOT NULL
  ) STRICT;
  -- Money that arrived. A wrong entry is undone by a counter-entry, hence negative amounts.
  CREATE TABLE payments (
    id TEXT PRIMARY KEY NOT NULL,
    donation TEXT REFERENCES donations (id),
    currency TEXT NOT NULL,
    minor INTEGER NOT NULL CHECK (minor <> 0),
    source TEXT NOT NULL,
    arrived_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX payments_donation ON payments (donation);
  -- Derived from the tables above, inside the same transactions.
  CREATE TABLE sums (
    currency TEXT PRIMARY KEY NOT NULL,
    donations INTEGER NOT NULL DEFAULT 0,
    pledged INTEGER NOT NULL DEFAULT 0,
    paid INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TRIGGER donations_sum AFTER INSERT ON donations BEGIN
    INSERT INTO sums (currency, donations, pledged) VALUES (NEW.currency, 1, NEW.minor)
      ON CONFLICT (currency) DO UPDATE SET donations = donations + 1, pledged = pledged + NEW.minor;
  END;
  CREATE TRIGGER payments_sum AFTER INSERT ON payments BEGIN
    INSERT INTO sums (currency, paid) VALUES (NEW.currency, NEW.minor)
      ON CONFLICT (currency) DO UPDATE SET paid = paid + NEW.minor;
  END;
  ${appendOnly('donations')}
  ${appendOnly('receipts')}
  ${appendOnly('payments')}
  `,
]

/**
 * Brings the database to the newest schema, each step in its own transaction.
 * @throws StartError where the database was made by a newer Sada.
 */
export const migrate = (database: DatabaseSync): void => {
  for (;;) {
    database.exec('BEGIN IMMEDIATE')
    try {
      const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
      if (version > migrations.length)
        throw new StartError(
          `The database was made by a newer Sada (schema ${version}, this one knows ${migrations.length}). Update Sada.`,
        )
      const step = migrations[version]
      if (step) database.exec(`${step}; PRAGMA user_version = ${version + 1}`)
      database.exec('COMMIT')
      if (!step) return
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
}
