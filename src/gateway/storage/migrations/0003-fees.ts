import type { Schema } from '../migrate.ts'

/**
 * Fees apart from amounts. A donation's `fee` is what its frozen bytes say, read out by the database itself: rows from before have it too, and
 * it cannot differ from what the donor sealed. A payment's `fee` is the part of it that pays the donation's fee; `sums.paid` leaves it out.
 */
export const fees: Schema = {
  sqlite: [
    `ALTER TABLE donations ADD COLUMN fee INTEGER NOT NULL
      GENERATED ALWAYS AS (coalesce(CAST(bytes AS TEXT) ->> '$.fee', 0)) VIRTUAL`,
    'ALTER TABLE payments ADD COLUMN fee INTEGER NOT NULL DEFAULT 0',
    'DROP TRIGGER payments_sum',
    `CREATE TRIGGER payments_sum AFTER INSERT ON payments BEGIN
      INSERT INTO sums (currency, paid) VALUES (NEW.currency, NEW.minor - NEW.fee)
        ON CONFLICT (currency) DO UPDATE SET paid = paid + NEW.minor - NEW.fee;
    END`,
  ],
  postgres: [
    // `encode`, for a generated column takes immutable functions only and `convert_from` is not; a sealed donation is plain ASCII.
    `ALTER TABLE donations ADD COLUMN fee BIGINT NOT NULL
      GENERATED ALWAYS AS (coalesce((encode(bytes, 'escape')::json ->> 'fee')::bigint, 0)) STORED`,
    'ALTER TABLE payments ADD COLUMN fee BIGINT NOT NULL DEFAULT 0',
    `CREATE OR REPLACE FUNCTION payments_sum() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO sums AS s (currency, slot, paid)
        SELECT currency, pg_backend_pid() % 16, sum(minor - fee) FROM added GROUP BY currency ORDER BY currency
        ON CONFLICT (currency, slot) DO UPDATE SET paid = s.paid + excluded.paid;
      RETURN NULL;
    END $$`,
  ],
}
