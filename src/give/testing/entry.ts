import type { Entry } from '../outbox/entry.ts'

/** A donation as it lies in the outbox just after it was given, of no real bytes. */
export const entryOf = (more: Partial<Entry> = {}): Entry => ({
  id: '018ce5f0-0a1b-7000-8000-000000000001',
  bytes: new Uint8Array(3),
  digest: 'ab'.repeat(32),
  amount: { currency: 'PKR', minor: 150_000 },
  commitment: 'now',
  method: 'bank',
  reference: 'SD 0000 0000 0001 00',
  createdAt: 1000,
  state: 'sealed',
  attempts: 0,
  ...more,
})
