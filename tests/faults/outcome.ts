/** What one seeded run of faults left behind. A run is good when `wrong` is empty. */
export interface Outcome {
  seed: number
  /** Donations the person saw confirmed as kept on the phone. */
  kept: number
  /** Of these: found in the ledger exactly once. */
  recorded: number
  /** Of these: not in the ledger, still in the outbox. */
  waiting: number
  /** How often each kind of fault was really met, by its name. */
  faults: Record<string, number>
  /** What must never be, a sentence each: lost, doubled, a receipt that does not verify, totals that are not the sum. */
  wrong: string[]
}

/** Runs the schedule of one seed; the same seed asks for the same faults in the same order. Rejects only where the instrument itself breaks. */
export type RunSchedule = (seed: number) => Promise<Outcome>
