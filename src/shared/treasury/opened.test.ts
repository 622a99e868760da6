import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { type DonorDetails, sealDonation } from '../donation.ts'
import { referenceOf } from '../reference.ts'
import { keyId, publicKeyOf } from '../signature.ts'
import { givenAnew, openedCsv, openRows } from './opened.ts'
import { readSealed, writeSealed } from './sealed-file.ts'
import { ledgerRow } from './testing/ledger-row.ts'
import type { LedgerRow } from './treasury.ts'

const [key, other] = await Promise.all([generateKey(), generateKey()])
const details: DonorDetails = { name: 'Bulbul', anonymous: false, residence: 'home', declarations: [] }

const row = async (more: Partial<LedgerRow> = {}): Promise<LedgerRow> => {
  const facts = {
    id: uuidv7(),
    organisation: 'lantern-assembly',
    amount: { currency: 'PKR', minor: 5 },
    commitment: 'now' as const,
    method: 'bank',
    keyId: await keyId(publicKeyOf(key)),
  }
  const sealed = await sealDonation(facts, details, publicKeyOf(key))
  return ledgerRow({ id: facts.id, minor: 5, sealed, ...more })
}

it('opens what was sealed to a key, and nothing whose open facts are not what the donor sealed', async () => {
  const good = await row()
  const rows = [
    good,
    { ...(await row()), minor: 500 },
    { ...(await row()), currency: 'USD' },
    { ...(await row()), id: uuidv7() },
    { ...(await row()), commitment: 'pledge' as const },
    { ...(await row()), due: '2024-02-01' },
    { ...(await row()), method: 'wire' },
    { ...(await row()), fee: 1 },
    { ...good, minor: 500, sealed: { ...good.sealed!, amount: { currency: 'PKR', minor: 500 } } },
    { ...good, sealed: undefined },
  ]
  const opened = await openRows(rows, key)
  expect(opened.map((one) => one.details)).toEqual([details, ...Array(9).fill(null)])
  expect((await openRows([good], other))[0]?.details).toBeNull()
})

it('makes a table that reads back, in which nothing a donor wrote begins a formula', async () => {
  const one = await row()
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '=', '+', '-', '@', '\t', '\r'),
      (text, first) => {
        const message = first + text
        const csv = openedCsv([{ row: one, details: { ...details, message } }])
        const [head, cells] = parse(csv.slice(1), { record_delimiter: '\r\n' }) as string[][]
        const cell = cells![head!.indexOf('message')]!
        expect(cell.replace(/^'/, '')).toBe(message.replace(/^'/, ''))
        expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        expect(cells).toHaveLength(head!.length)
      },
    ),
  )
})

it('says who gave anew, in whose honour, and what the form asked', async () => {
  const [old, anew] = [await row(), await row()]
  const more: DonorDetails = {
    ...details,
    tribute: { kind: 'memory', name: 'Mor' },
    fields: { cnic: '3520212345671' },
    replaces: old.id,
  }
  const opened = [
    { row: old, details },
    { row: anew, details: more },
  ]
  expect(givenAnew(opened)).toEqual(new Map([[old.id, anew.id]]))
  const [first, second] = parse(openedCsv(opened), { columns: true, bom: true, record_delimiter: '\r\n' })
  expect(first).toMatchObject({
    'given anew as': referenceOf(anew.id),
    'in place of': '',
    cnic: '',
    tribute: '',
  })
  expect(second).toMatchObject({
    'given anew as': '',
    'in place of': referenceOf(old.id),
    cnic: '3520212345671',
    tribute: 'memory: Mor',
  })
})

it('is carried sealed in a file that is read as it was written, or refused', async () => {
  const rows = [await row(), await row({ paid: 5 })]
  const text = writeSealed(rows, 0)
  expect(readSealed(text)).toEqual(rows)
  expect(text).not.toContain('Bulbul')
  // A file from before fees were listed says nothing of them.
  expect(readSealed(text.replace('"fee":0,', '').replace('"paidFee":0,', ''))).toEqual(rows)
  expect(() => readSealed(text.split('\n').slice(1).join('\n'))).toThrow('line 1 is not')
  expect(() => readSealed(text.replace('"minor":5', '"minor":"5"'))).toThrow('line 2 is not')
  expect(() => readSealed(text.slice(0, -200))).toThrow('line 3 is not')
})
