import { randomBytes, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { type DonorDetails, type SealedDonation, sealDonation } from '../shared/donation.ts'
import { referenceOf } from '../shared/reference.ts'
import { type PrivateJwk, publicKeyOf } from '../shared/signature.ts'
import { openRows } from '../shared/treasury/opened.ts'
import { readSealed, writeSealed } from '../shared/treasury/sealed-file.ts'
import { allDonations, enterAll, matchStatement, paymentOf } from '../shared/treasury/whole-ledger.ts'
import { backupLedger } from './storage/backup.ts'
import type { Storage } from './storage/storage.ts'
import { onEveryDatabase, type TestDatabase } from './testing/databases.ts'
import { findTexts, formsOf } from './testing/needles.ts'
import { factsFor, giving, type Running, start, temporaryFolder } from './testing/world.ts'
import { createTreasury } from './treasury/treasury.ts'

/** Words that are nowhere else, in Latin and in Urdu letters. */
const latin = (): string => randomBytes(9).toString('hex')
const urdu = (): string =>
  Array.from({ length: 12 }, () => 'ابپتجچدرسشکگلمنوہی'.charAt(randomInt(18))).join('')
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')

const donorOf = (contact: string) => {
  const person = { name: urdu(), message: latin(), tribute: latin(), identity: digits(13) }
  const details: DonorDetails = {
    name: `Bulbul ${person.name}`,
    contact,
    message: `for ${person.message}`,
    anonymous: true,
    residence: 'home',
    tribute: { kind: 'memory', name: `Amina ${person.tribute}` },
    fields: { cnic: person.identity },
    declarations: [],
  }
  return { details, words: [...Object.values(person), contact] }
}
const donors = [
  donorOf(`+92${digits(14)}`),
  donorOf(`${latin()}@donor.example`),
  ...Array.from({ length: 3 }, () => donorOf(urdu())),
]
const words = donors.flatMap((donor) => donor.words)
/** The one who is in the bank's words, but in no donation. */
const payer = latin()

it('a text is found in every form it may be written down in, wherever it stands', () => {
  for (const text of [latin(), urdu(), `+92${digits(14)}`])
    for (const before of ['', 'x', 'xy', 'xyz'])
      for (const written of [
        Buffer.from(`${before}${text}.`),
        Buffer.from(`${before}${text}.`, 'utf16le'),
        Buffer.from(`${before}${text}.`).toString('hex'),
        Buffer.from(`${before}${text}.`).toString('base64'),
        Buffer.from(`${before}${text}.`).toString('base64url'),
        encodeURIComponent(`${before}${text}.`),
        JSON.stringify(`${before}${text}.`),
      ])
        expect(findTexts(new Map([['here', Buffer.from(written)]]), [text])).toEqual([`here: ${text}`])
  expect(formsOf('abc').length).toBeGreaterThan(8)
})

onEveryDatabase((make) => {
  let folder: ReturnType<typeof temporaryFolder>
  let database: TestDatabase
  let storage: Storage
  let running: Running
  let key: PrivateJwk
  let sent: SealedDonation[]
  const logged: string[] = []
  beforeAll(async () => {
    folder = temporaryFolder()
    database = await make()
    storage = await database.open()
    key = await generateKey()
    const sealingKey = publicKeyOf(key)
    const stream = new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk))
        done()
      },
    })
    running = await start({
      ...database.where,
      storage,
      giving: async () => ({ ...giving, sealingKey }),
      logger: { level: 'trace', stream },
    })
    sent = await Promise.all(
      donors.map(async ({ details }) => sealDonation(await factsFor(sealingKey), details, sealingKey)),
    )
    const [first, ...rest] = sent as [SealedDonation, ...SealedDonation[]]
    expect((await running.give(first)).status).toBe(201)
    expect((await running.post({ donations: rest })).status).toBe(200)
    // What a broken app or a curious one may send: none of it may be kept or quoted.
    const [{ details }] = donors as [(typeof donors)[number]]
    const spilt = { ...first, id: uuidv7(), details, name: details.name }
    expect((await running.post(spilt)).status).toBe(400)
    expect((await running.post(`{"name": "${details.name} ${words}", `)).status).toBe(400)
    expect((await running.post({ ...first, method: words[1] })).status).toBe(422)
    expect((await running.post({ ...first, id: uuidv7(), method: words[1] })).status).toBe(422)
    for (const word of words)
      await running.get(`/v1/donations/${encodeURIComponent(word)}/receipt?who=${encodeURIComponent(word)}`)
    // The bank names who paid; the ledger is told of the line, not of them.
    const treasury = createTreasury(storage, 'amina')
    const line = {
      row: 2,
      arrivedOn: '2024-01-08',
      currency: 'PKR',
      minor: 150_000,
      text: `IBFT ${payer} ${words[0]} ${referenceOf(first.id)}`,
      transaction: null,
    }
    const { matched } = await matchStatement(treasury, [line], 'bank')
    expect(matched).toMatchObject([{ match: { kind: 'sure', donation: { id: first.id } } }])
    const one = matched[0]!
    const answers =
      one.match.kind === 'sure' && (await enterAll(treasury, [paymentOf(one, one.match.donation)]))
    expect(answers).toMatchObject([{ outcome: 'entered' }])
  })
  afterAll(async () => {
    await running.gateway.close()
    await database[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })
  const sealedExport = async () =>
    writeSealed(await allDonations(createTreasury(storage, 'amina'), {}, true), Date.now())

  describe('who gave', () => {
    it('is in nothing that database, gateway and treasurer leave behind', async () => {
      const places = await database.traces()
      // All donations are in what is searched, so that finding nobody means something.
      const ids = sent.map(({ id }) => id)
      const whole = database.kind === 'sqlite' ? Buffer.concat([...places.values()]) : places.get('dump')!
      for (const id of ids) expect(whole.includes(id)).toBe(true)
      places.set('gateway’s log', Buffer.from(logged.join('')))
      expect(logged.join('')).toContain('/v1/donations')
      for (const path of ['/metrics', '/v1/totals', '/v1/health'])
        places.set(path, Buffer.from(await (await running.get(path)).arrayBuffer()))
      places.set('export', Buffer.from(await sealedExport()))
      if (database.kind === 'sqlite') {
        await backupLedger(database.where.data, join(folder.path, 'backup.sqlite'))
        places.set('backup', readFileSync(join(folder.path, 'backup.sqlite')))
      }
      for (const place of ['export', database.kind === 'sqlite' ? 'backup' : 'dump'])
        for (const id of ids) expect(places.get(place)!.includes(id), place).toBe(true)
      expect(findTexts(places, [...words, payer])).toEqual([])
    })

    it('is opened by the organisation’s key, all of it, and by no other', async () => {
      const rows = readSealed(await sealedExport())
      const byId = new Map((await openRows(rows, key)).map(({ row, details }) => [row.id, details]))
      expect(sent.map(({ id }) => byId.get(id))).toEqual(donors.map(({ details }) => details))
      for (const other of [await generateKey(), await generateKey()])
        expect((await openRows(rows, other)).map(({ details }) => details)).toEqual(donors.map(() => null))
    })
  })
})
