const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
    WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

/** The tables as the first Sada made them, before Kysely. */
export const firstSchema = `
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
  PRAGMA user_version = 1;`
