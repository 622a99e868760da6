import type { Schema } from '../migrate.ts'
import { appendOnly } from './append-only.ts'

/** Donations, receipts, payments and their sums. `IF NOT EXISTS`: databases from before Kysely have exactly these tables already. */
export const ledger: Schema = {
  sqlite: [
    `CREATE TABLE IF NOT EXISTS donations (
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
    ) STRICT`,
    `CREATE TABLE IF NOT EXISTS receipts (
      id TEXT PRIMARY KEY NOT NULL REFERENCES donations (id),
      receipt TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE IF NOT EXISTS payments (
      id TEXT PRIMARY KEY NOT NULL,
      donation TEXT REFERENCES donations (id),
      currency TEXT NOT NULL,
      minor INTEGER NOT NULL CHECK (minor <> 0),
      source TEXT NOT NULL,
      arrived_on TEXT NOT NULL,
      recorded_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX IF NOT EXISTS payments_donation ON payments (donation)',
    `CREATE TABLE IF NOT EXISTS sums (
      currency TEXT PRIMARY KEY NOT NULL,
      donations INTEGER NOT NULL DEFAULT 0,
      pledged INTEGER NOT NULL DEFAULT 0,
      paid INTEGER NOT NULL DEFAULT 0
    ) STRICT`,
    `CREATE TRIGGER IF NOT EXISTS donations_sum AFTER INSERT ON donations BEGIN
      INSERT INTO sums (currency, donations, pledged) VALUES (NEW.currency, 1, NEW.minor)
        ON CONFLICT (currency) DO UPDATE SET donations = donations + 1, pledged = pledged + NEW.minor;
    END`,
    `CREATE TRIGGER IF NOT EXISTS payments_sum AFTER INSERT ON payments BEGIN
      INSERT INTO sums (currency, paid) VALUES (NEW.currency, NEW.minor)
        ON CONFLICT (currency) DO UPDATE SET paid = paid + NEW.minor;
    END`,
    ...appendOnly.sqlite('donations'),
    ...appendOnly.sqlite('receipts'),
    ...appendOnly.sqlite('payments'),
  ],
  postgres: [
    appendOnly.function,
    `CREATE TABLE donations (
      id TEXT COLLATE "C" PRIMARY KEY,
      digest TEXT NOT NULL,
      bytes BYTEA NOT NULL,
      currency TEXT COLLATE "C" NOT NULL,
      minor BIGINT NOT NULL CHECK (minor > 0),
      commitment TEXT NOT NULL,
      due TEXT,
      method TEXT NOT NULL,
      key_id TEXT NOT NULL,
      recorded_at TEXT COLLATE "C" NOT NULL
    )`,
    `CREATE TABLE receipts (
      id TEXT COLLATE "C" PRIMARY KEY REFERENCES donations (id),
      receipt TEXT NOT NULL
    )`,
    `CREATE TABLE payments (
      id TEXT COLLATE "C" PRIMARY KEY,
      donation TEXT COLLATE "C" REFERENCES donations (id),
      currency TEXT COLLATE "C" NOT NULL,
      minor BIGINT NOT NULL CHECK (minor <> 0),
      source TEXT NOT NULL,
      arrived_on TEXT COLLATE "C" NOT NULL,
      recorded_at TEXT COLLATE "C" NOT NULL
    )`,
    'CREATE INDEX payments_donation ON payments (donation)',
    // Sixteen rows a currency: gateways that record at the same time would otherwise wait for each other's commit over one row.
    `CREATE TABLE sums (
      currency TEXT COLLATE "C" NOT NULL,
      slot INTEGER NOT NULL,
      donations BIGINT NOT NULL DEFAULT 0,
      pledged BIGINT NOT NULL DEFAULT 0,
      paid BIGINT NOT NULL DEFAULT 0,
      PRIMARY KEY (currency, slot)
    )`,
    `CREATE FUNCTION donations_sum() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO sums AS s (currency, slot, donations, pledged)
        SELECT currency, pg_backend_pid() % 16, count(*), sum(minor) FROM added GROUP BY currency ORDER BY currency
        ON CONFLICT (currency, slot) DO UPDATE
          SET donations = s.donations + excluded.donations, pledged = s.pledged + excluded.pledged;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER donations_sum AFTER INSERT ON donations
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION donations_sum()`,
    `CREATE FUNCTION payments_sum() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO sums AS s (currency, slot, paid)
        SELECT currency, pg_backend_pid() % 16, sum(minor) FROM added GROUP BY currency ORDER BY currency
        ON CONFLICT (currency, slot) DO UPDATE SET paid = s.paid + excluded.paid;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER payments_sum AFTER INSERT ON payments
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payments_sum()`,
    ...appendOnly.postgres('donations'),
    ...appendOnly.postgres('receipts'),
    ...appendOnly.postgres('payments'),
  ],
}
