import { beforeAll, describe, expect, it } from 'vitest'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { type Bytes, fromUtf8, utf8 } from '../../shared/bytes.ts'
import { encodeDonation, type SealedDonation } from '../../shared/donation.ts'
import { type Receipt, signReceipt } from '../../shared/receipt.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { newEntry } from '../outbox/new-entry.ts'
import type { Entry } from '../outbox/outbox.ts'
import { donationLetter, receiptLetter } from './envelope.ts'
import { type Here, judgeText } from './judge.ts'

const [gateway, stranger, sealing] = await Promise.all([generateKey(), generateKey(), generateKey()])
const giving = { organisation: 'lantern-assembly', gatewayKeys: [publicKeyOf(gateway)] }
const make = (organisation = giving.organisation) =>
  newEntry(
    { amount: { currency: 'PKR', minor: 150_000 }, commitment: 'now', method: 'bank' },
    { name: 'Zari Gul', anonymous: true, residence: 'home', declarations: [] },
    { organisation, sealingKey: publicKeyOf(sealing) },
    1000,
  )

let theirs: Entry
let donation: SealedDonation
let receipt: Receipt
beforeAll(async () => {
  theirs = await make()
  donation = JSON.parse(fromUtf8(theirs.bytes)) as SealedDonation
  const { id, digest, amount } = theirs
  receipt = { id, digest, amount, recordedAt: '2024-01-07T16:05:00.000Z' }
})
const here = (...entries: Entry[]): Here => ({ giving, entries })
const judgeDonation = async (bytes: Bytes, at = here()) => judgeText(await donationLetter(bytes), at)
const judgeReceipt = async (signed: Promise<string>, at: Here) => judgeText(receiptLetter(await signed), at)

describe('a donation that comes', () => {
  it('is offered as it was sealed', async () => {
    const [judged] = await judgeDonation(theirs.bytes)
    if (judged?.kind !== 'offer') throw new Error('not offered')
    expect([...encodeDonation(judged.donation)]).toEqual([...theirs.bytes])
  })

  it('is known again where it is one’s own, or carried already', async () => {
    expect(await judgeDonation(theirs.bytes, here(theirs))).toEqual([{ kind: 'news', news: 'own' }])
    expect(await judgeDonation(theirs.bytes, here({ ...theirs, carried: true, state: 'recorded' }))).toEqual([
      { kind: 'news', news: 'carriedAlready' },
    ])
  })

  it('never takes the place of another with its number', async () => {
    const forged = encodeDonation({ ...donation, amount: { currency: 'PKR', minor: 1 } })
    expect(await judgeDonation(forged, here(theirs))).toEqual([{ kind: 'news', news: 'conflict' }])
  })

  it('is not taken for another organisation', async () => {
    const { bytes } = await make('another')
    expect(await judgeDonation(bytes)).toEqual([{ kind: 'news', news: 'otherOrganisation' }])
  })

  it.each<[string, (text: string) => string]>([
    ['no JSON', () => '{'],
    ['a foreign member', (text) => text.replace('{', '{"name":"Zari",')],
    ['another byte form', (text) => text.replace(':', ': ')],
    ['a member twice', (text) => text.replace('{', '{"id":"x",')],
    ['an amount of nothing', (text) => text.replace('150000', '0')],
    ['null', () => 'null'],
  ])('is refused with %s', async (_, change) =>
    expect(await judgeDonation(utf8(change(fromUtf8(theirs.bytes))))).toEqual([
      { kind: 'news', news: 'malformed' },
    ]),
  )

  it('is refused where it is not even text', async () =>
    expect(await judgeDonation(Uint8Array.of(0xff, 0xfe))).toEqual([{ kind: 'news', news: 'malformed' }]))
})

describe('a receipt that comes', () => {
  it('records the donor’s own donation, and the one that is carried', async () => {
    const signed = await signReceipt(gateway, receipt)
    for (const [carried, news] of [
      [false, 'recorded'],
      [true, 'recordedCarried'],
    ] as const) {
      const entry: Entry = carried ? { ...theirs, carried } : theirs
      const [judged] = await judgeText(receiptLetter(signed), here(entry))
      expect(judged).toMatchObject({ kind: 'receipt', id: theirs.id, news, receipt: { signed } })
    }
  })

  it('counts even for one that was taken back or refused', async () => {
    for (const state of ['cancelled', 'parked', 'sending'] as const)
      expect(await judgeReceipt(signReceipt(gateway, receipt), here({ ...theirs, state }))).toMatchObject([
        { kind: 'receipt' },
      ])
  })

  it('is nothing new the second time', async () =>
    expect(await judgeReceipt(signReceipt(gateway, receipt), here({ ...theirs, state: 'recorded' }))).toEqual(
      [{ kind: 'news', news: 'knownReceipt' }],
    ))

  it('is nobody’s word under a stranger’s signature, cut or altered', async () => {
    const foreign = [{ kind: 'news', news: 'foreign' }]
    expect(await judgeReceipt(signReceipt(stranger, receipt), here(theirs))).toEqual(foreign)
    const signed = await signReceipt(gateway, receipt)
    for (const broken of [signed.slice(0, -1), signed.slice(1), '', 'a.b.c', signed.replace('.', '.A')])
      expect(await judgeText(receiptLetter(broken), here(theirs))).toEqual(foreign)
  })

  it('is for nobody here, or for other bytes', async () => {
    expect(await judgeReceipt(signReceipt(gateway, receipt), here())).toEqual([
      { kind: 'news', news: 'noDonation' },
    ])
    const other = { ...receipt, digest: 'cd'.repeat(32) }
    expect(await judgeReceipt(signReceipt(gateway, other), here(theirs))).toEqual([
      { kind: 'news', news: 'otherBytes' },
    ])
    const more = { ...receipt, amount: { currency: 'PKR', minor: 150_001 } }
    expect(await judgeReceipt(signReceipt(gateway, more), here(theirs))).toEqual([
      { kind: 'news', news: 'otherBytes' },
    ])
  })
})

it.each([
  '',
  'https://example.org/pay',
  'SD 7K2M 9QXA 04TR 51',
  '0002010102120202',
  '{"format":"sada-edition/1"}',
])('anything else is not ours: %j', async (text) =>
  expect(await judgeText(text, here())).toEqual([{ kind: 'news', news: 'notOurs' }]),
)
