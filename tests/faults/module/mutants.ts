/** One change of a source text; `from` stands in it exactly once. */
interface Edit {
  file: string
  from: string
  to: string
}

/** The product, broken. The judge must see each of these. */
export interface Mutant {
  name: string
  edits: readonly Edit[]
}

const outbox = (file: string, from: string, to: string): Edit => ({
  file: `src/give/outbox/${file}`,
  from,
  to,
})
const gateway = (file: string, from: string, to: string): Edit => ({ file: `src/gateway/${file}`, from, to })
const schema = 'storage/migrations/0001-ledger.ts'
/** What refers to donations stands in its way. */
const cards = 'storage/migrations/0004-checkouts.ts'

export const mutants: readonly Mutant[] = [
  {
    name: 'a try that fails drops the donation, as a replayed background sync does',
    edits: [outbox('transition.ts', "case 'failed':\n      if (entry.state !== 'sending') return entry", "case 'failed':\n      return null")], // biome-ignore format: one edit
  },
  {
    name: 'kept is said before the disk has it',
    edits: [outbox('database.ts', 'await Promise.all(asked)', 'for (const one of asked) one.catch(() => undefined)')], // biome-ignore format: one edit
  },
  {
    name: 'what a killed sender left is not taken over',
    edits: [outbox('due.ts', "if (entry.state === 'sending') return true", "if (entry.state === 'sending') return false")], // biome-ignore format: one edit
  },
  {
    name: "a receipt's signature is not looked at",
    edits: [{ file: 'src/shared/signature.ts', from: 'return good ?', to: 'return good || true ?' }],
  },
  {
    name: 'a receipt of another amount or of other bytes will do',
    edits: [
      outbox('verified-receipt.ts', 'receipt.digest === entry.digest &&\n  receipt.amount.currency === entry.amount.currency &&\n  receipt.amount.minor === entry.amount.minor', 'true'), // biome-ignore format: one edit
    ],
  },
  {
    name: 'sent before it is marked as sent',
    edits: [
      outbox(
        'drain.ts',
        "await database.apply(new Map(batch.map(({ id }) => [id, { type: 'claim' }])), now())",
        "batch.map((entry): Entry => ({ ...entry, state: 'sending' }))",
      ),
    ],
  },
  {
    name: 'what was taken back meanwhile is sent all the same',
    edits: [outbox('transition.ts', 'return isWaiting(entry) ? {', 'return !isWaiting(entry) || true ? {')],
  },
  {
    name: 'what may have left is forgotten when it is taken back',
    edits: [outbox('transition.ts', 'return mayHaveLeft(entry) ? cancelled(entry, now) : null', 'return mayHaveLeft(entry) ? null : null')], // biome-ignore format: one edit
  },
  {
    name: 'two senders at once',
    edits: [outbox('sender-lock.ts', 'if (lock) await work()', 'await work()')],
  },
  {
    name: 'a donation is replaced as often as it is asked for',
    edits: [outbox('database.ts', "if (taken) throw new ProblemError('unexpected', 'sent or replaced meanwhile')", 'if (taken) asked.length = 1')], // biome-ignore format: one edit
  },
  {
    name: 'the donation given anew does not say which one it stands for',
    edits: [outbox('new-entry.ts', 'replaces ? { ...details, replaces } : details', 'details')],
  },
  {
    name: 'the gateway acknowledges before COMMIT',
    edits: [
      gateway(
        'sql-ledger.ts',
        'return writer.submit(entries)',
        "void writer.submit(entries).catch(() => undefined)\n      return entries.map(() => ({ kind: 'recorded' as const }))",
      ),
    ],
  },
  {
    name: 'a ledger without keys, that forgets what it holds',
    edits: [
      gateway(
        'sql-ledger.ts',
        'if (ids.length === 0) return new Map()',
        'if (ids.length >= 0) return new Map()',
      ),
      gateway('sql-ledger.ts', ".onConflict((conflict) => conflict.column('id').doNothing())", ''),
      gateway(schema, 'id TEXT PRIMARY KEY NOT NULL,\n      digest', 'id TEXT NOT NULL,\n      digest'),
      gateway(schema, 'id TEXT PRIMARY KEY NOT NULL REFERENCES donations (id),\n      receipt', 'id TEXT NOT NULL,\n      receipt'), // biome-ignore format: one edit
      gateway(schema, "donation TEXT REFERENCES donations (id),\n      currency TEXT NOT NULL", 'donation TEXT,\n      currency TEXT NOT NULL'), // biome-ignore format: one edit
      gateway(cards, 'NOT NULL REFERENCES donations (id),\n    attempt', 'NOT NULL,\n    attempt'), // biome-ignore format: one edit
      gateway(cards, 'NOT NULL REFERENCES donations (id)\n  )', 'NOT NULL\n  )'), // biome-ignore format: one edit
      gateway(
        'storage/migrations/append-only.ts',
        'WHEN EXISTS (SELECT 1 FROM ',
        'WHEN 0 AND EXISTS (SELECT 1 FROM ',
      ),
    ],
  },
  {
    name: 'the sums count a donation twice',
    edits: [gateway(schema, 'DO UPDATE SET donations = donations + 1, pledged = pledged + NEW.minor', 'DO UPDATE SET donations = donations + 2, pledged = pledged + NEW.minor')], // biome-ignore format: one edit
  },
]
