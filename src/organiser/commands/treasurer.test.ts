import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEveryDatabase, type TestDatabase } from '../../gateway/testing/databases.ts'
import { factsFor, giving, type Running, start, temporaryFolder } from '../../gateway/testing/world.ts'
import { totpCode } from '../../gateway/treasury/totp.ts'
import {
  type DonationFacts,
  type DonorDetails,
  type SealedDonation,
  sealDonation,
} from '../../shared/donation.ts'
import { numericReference, referenceOf } from '../../shared/reference.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { generateKey } from '../keys/new-keys.ts'
import { runToEnd } from '../testing/command.ts'
import { runHere } from '../testing/run-here.ts'

const sealing = await generateKey()
const sealingKey = publicKeyOf(sealing)
const details: DonorDetails = {
  name: 'Bulbul چراغ, "the lamp"',
  contact: '+92 300 0000000',
  message: '=HYPERLINK("https://elsewhere.example")',
  anonymous: false,
  residence: 'home',
  declarations: [],
}

const factsOf = (minor: number, more: Partial<DonationFacts> = {}) => factsFor(sealingKey, minor, more)

it('is not made where there is none', async () => {
  using folder = temporaryFolder()
  const { code, err } = await runToEnd(['treasurer', 'list', '--data', join(folder.path, 'nowhere')])
  expect([code, err]).toEqual([1, expect.stringContaining('There is no ledger in')])
  expect(existsSync(join(folder.path, 'nowhere'))).toBe(false)
})

onEveryDatabase((make) => {
  let folder: ReturnType<typeof temporaryFolder>
  let database: TestDatabase
  let running: Running
  let sent: SealedDonation[]
  const at = (name: string) => `${folder.path}/${name}`

  beforeAll(async () => {
    folder = temporaryFolder()
    database = await make()
    mkdirSync(at('keys'))
    writeFileSync(at('keys/sealing.jwk.json'), JSON.stringify(sealing))
    running = await start({ ...database.where, giving: async () => ({ ...giving, sealingKey }) })
    sent = [
      await sealDonation(await factsOf(150_000), details, sealingKey),
      await sealDonation(
        await factsOf(200_000, { commitment: 'pledge', due: '2024-02-01' }),
        details,
        sealingKey,
      ),
      await sealDonation(await factsOf(99_000), { ...details, name: 'Amina' }, sealingKey),
    ]
    const response = await running.post({ donations: sent })
    expect(await response.json()).toMatchObject({
      answers: [{ status: 201 }, { status: 201 }, { status: 201 }],
    })
  })
  afterAll(async () => {
    await running.gateway.close()
    await database[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  /** A command on the ledger of this machine, while its gateway runs. */
  const treasurer = async (...argv: string[]) => {
    const { data, databaseUrl } = database.where
    const there = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
    // Commands read SADA_DATA when they are loaded, which here is once.
    return runHere(['treasurer', ...argv, '--data', data], there)
  }
  const good = async (...argv: string[]) => {
    const { code, out, err } = await treasurer(...argv)
    expect([err, code]).toEqual(['', 0])
    return out
  }
  const json = async (...argv: string[]) => JSON.parse(await good(...argv, '--json'))

  describe('the ledger on this machine', () => {
    it('is listed and filtered, donors sealed until the key is there', async () => {
      const all = await good('list')
      expect(all).toContain(`${referenceOf(sent[0]!.id)}  `)
      expect(all).toContain('3 donations')
      expect(all).not.toContain('Bulbul')
      expect((await json('list', '--commitment', 'pledge')).donations).toMatchObject([
        { id: sent[1]!.id, reference: referenceOf(sent[1]!.id), minor: 200_000, paid: 0 },
      ])
      const opened = await good('list', '--keys', at('keys'))
      expect(opened).toContain('Bulbul چراغ, "the lamp"  +92 300 0000000')
      const wrong = await treasurer('list', '--state', 'maybe')
      expect([wrong.code, wrong.out]).toEqual([2, ''])
    })

    it('adds up over time', async () => {
      expect(await good('totals')).toMatch(
        /^PKR: 3 donations, promised Rs\s4,490, paid 0\n {2}\d{4}-\d\d-\d\d {2}█{30}/,
      )
      expect((await json('totals', '--by', 'hour')).spans).toMatchObject([{ donations: 3, pledged: 449_000 }])
    })

    it('is exported sealed, and opened elsewhere', async () => {
      expect(await good('export', at('sealed.jsonl'))).toContain('3 donations are in')
      expect(readFileSync(at('sealed.jsonl'), 'utf8')).not.toContain('Bulbul')
      expect(statSync(at('sealed.jsonl')).mode & 0o777).toBe(0o600)
      const again = await treasurer('export', at('sealed.jsonl'))
      expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already')])
      const opening = ['export', at('donors.csv'), '--from-file', at('sealed.jsonl'), '--keys', at('keys')]
      expect(await good(...opening)).toContain('opened: keep it as you keep the key')
      const [head, first, ...rest] = readFileSync(at('donors.csv'), 'utf8').split('\r\n')
      expect(head).toMatch(/^\ufeffreference,id,recorded/)
      // Quotes are doubled, and what would be a formula is none.
      expect(first).toContain(
        `PKR,1500.00,0.00,now,,bank,0.00,0.00,yes,"Bulbul چراغ, ""the lamp""",'+92 300 0000000,`,
      )
      expect(first).toContain(`"'=HYPERLINK(""https://elsewhere.example"")"`)
      expect(rest).toHaveLength(3)
    })

    it('says which donations a key does not open, and opens nothing that was changed', async () => {
      const other = await generateKey()
      mkdirSync(at('other'))
      writeFileSync(at('other/sealing.jwk.json'), JSON.stringify(other))
      expect(await good('list', '--keys', at('other'))).toContain('(cannot be opened by this key)')
      const lines = readFileSync(at('sealed.jsonl'), 'utf8').split('\n')
      writeFileSync(at('changed.jsonl'), [lines[0], lines[1]!.replace('150000', '150001'), ''].join('\n'))
      const changed = ['export', at('changed.csv'), '--from-file', at('changed.jsonl'), '--keys', at('keys')]
      expect(await json(...changed)).toMatchObject({ donations: 1, notOpened: 1 })
      expect(readFileSync(at('changed.csv'), 'utf8')).not.toContain('Bulbul')
    })
  })

  describe('a bank statement', () => {
    const statement = (...rows: string[]) => {
      const file = at(`statement-${uuidv7()}.csv`)
      writeFileSync(file, ['Date;Narration;Debit;Credit', ...rows, ''].join('\n'))
      return [file, '--account', 'bank', '--currency', 'PKR']
    }

    it('is matched, entered once, decided row by row, and taken back', { timeout: 240_000 }, async () => {
      const [bank, pledge, third] = sent
      const csv = statement(
        `08/01/2024;IBFT BULBUL ${referenceOf(bank!.id).toLowerCase()} HBL;;1,500.00`,
        `08/01/2024;Fee;20.00;`,
        `09/01/2024;counter ${numericReference(referenceOf(pledge!.id))};;500.00`,
        `09/01/2024;cash;;990.00`,
        `09/01/2024;cash;;7.00`,
      )
      const shown = await good('reconcile', ...csv)
      expect(shown).toContain(`sure     ${referenceOf(bank!.id)}`)
      expect(shown).toContain(`unsure   ${referenceOf(pledge!.id)}`)
      expect(shown).toContain('another amount is due')
      expect(shown).toContain('only the amount fits')
      expect(shown).toContain(
        '1 sure, 2 unsure, 1 unknown, 0 entered before; 1 rows without money that came in',
      )
      expect((await json('list', '--state', 'unpaid')).donations).toHaveLength(3)

      expect(await json('confirm', ...csv, '--sure')).toMatchObject({
        entered: 1,
        payments: [{ donation: bank!.id, minor: 150_000, outcome: 'entered' }],
      })
      // Once more, and by another export of the same days, enters nothing.
      expect(await json('confirm', ...csv, '--sure')).toEqual({ entered: 0, refused: 0, payments: [] })
      const decided = await json(
        'confirm',
        ...csv,
        '--row',
        `4=${referenceOf(pledge!.id)}`,
        '--row',
        `5=${third!.id}`,
      )
      expect(decided).toMatchObject({ entered: 2 })
      expect((await json('reconcile', ...csv)).entered).toBe(3)
      // What is refused is told by the exit code, and what is not is entered before still.
      const rows = ['--row', `5=${referenceOf(bank!.id)}`, '--row', `4=${pledge!.id}`]
      const taken = await treasurer('confirm', ...csv, ...rows)
      expect([taken.code, taken.err]).toEqual([1, expect.stringMatching(/^sada: 1 of 2 payments were not/)])
      expect(taken.out).toMatch(/this line is another donation’s.*\n.*entered before\n0 entered/)
      const told = await treasurer('confirm', ...csv, ...rows, '--json')
      expect([told.code, told.err]).toEqual([1, ''])
      expect(JSON.parse(told.out)).toMatchObject({
        entered: 0,
        refused: 1,
        payments: [{ outcome: 'taken' }, { outcome: 'known' }],
      })

      const { payment } = decided.payments[1]
      expect(await good('undo', payment)).toContain('is taken back')
      expect((await json('undo', payment)).outcome).toBe('known')
      expect((await json('payments')).payments).toMatchObject([
        { undoes: payment, minor: -99_000 },
        { id: payment, undone: true },
        { minor: 50_000 },
        { minor: 150_000 },
      ])
      expect(await good('payments', '--audit')).toContain('undo')
      const totals = (await (await running.get('/v1/totals')).json()) as object
      expect(totals).toMatchObject({ currencies: [{ paid: 200_000 }] })
      // No word of the bank's is in the ledger.
      for (const table of ['payments', 'reconciliations', 'audit'])
        expect(JSON.stringify(await database.run(`SELECT * FROM ${table}`))).not.toContain('IBFT')
    })

    it('in which the donor covers the fee is sure, and the fee stays apart', {
      timeout: 240_000,
    }, async () => {
      const facts = { ...(await factsOf(100_000)), fee: 4200 }
      const covered = await sealDonation(facts, details, sealingKey)
      expect((await running.give(covered)).status).toBe(201)
      const reference = referenceOf(covered.id)
      const csv = statement(`10/01/2024;wallet ${reference};;1,042.00`)
      expect(await good('reconcile', ...csv)).toMatch(/sure {5}SD .* \(Rs\s1,000 \+ fee Rs\s42, given/)
      const before = (await json('list')).donations.find(({ id }: { id: string }) => id === covered.id)
      expect(before).toMatchObject({ minor: 100_000, fee: 4200, paid: 0, paidFee: 0 })
      expect(await json('confirm', ...csv, '--sure')).toMatchObject({ entered: 1, refused: 0 })
      expect(await good('list', '--state', 'paid')).toMatch(
        new RegExp(`${reference} .* Rs\\s1,000 \\+ fee Rs\\s42 {2}paid Rs\\s1,000 \\+ fee Rs\\s42`),
      )
      expect(await good('payments', '--limit', '1')).toMatch(/Rs\s1,042 .* of it Rs\s42 for the fee/)
    })

    it('that cannot be read says why, and enters nothing', async () => {
      const words = async (argv: string[], more: string[] = ['--sure']) => {
        const { code, out, err } = await treasurer('confirm', ...argv, ...more)
        expect(out).toBe('')
        return `${code} ${err}`
      }
      expect(await words(statement('08/01/2024;x;;many'))).toContain('(row 2): this amount cannot be read')
      expect(await words(statement('08/01/2024;x;;5'), ['--row', '9=SD'])).toContain(
        '1 sada: row 9 holds no money',
      )
      expect(await words(statement('08/01/2024;x;;5'), ['--row', '2=SD 1'])).toContain('no donation SD 1')
      expect(await words(statement('08/01/2024;x;;5'), [])).toContain('2 sada: say what')
      expect(await words(['nothing.csv', '--account', 'bank', '--currency', 'PKR'])).toContain('cannot read')
      expect(await words(['nothing.csv', '--account', 'bank'])).toContain('2 sada: say the currency')
    })
  })

  describe('over the gateway’s API', () => {
    it('a treasurer with an account does the same from anywhere', { timeout: 240_000 }, async () => {
      writeFileSync(at('password'), 'four lanterns in the rain\n')
      const account = await json('account', 'amina', '--password-file', at('password'))
      expect(account.uri).toMatch(/^otpauth:\/\/totp\/Sada:amina\?/)
      expect(await json('account', '--list')).toEqual({ treasurers: ['amina'] })
      const remote = (code: string, password = at('password')) => [
        ...['--gateway', running.address, '--name', 'amina'],
        ...['--password-file', password, '--code', code],
      ]
      const code = totpCode(account.secret, Date.now())
      const far = async (...argv: string[]) =>
        runToEnd(['treasurer', ...argv], { SADA_DATA: at('a folder that is not there') })
      const listed = await far('list', '--json', '--keys', at('keys'), ...remote(code))
      expect([listed.err, listed.code]).toEqual(['', 0])
      expect(JSON.parse(listed.out).donations[0]).toMatchObject({ id: sent[0]!.id, details })
      expect(existsSync(at('a folder that is not there'))).toBe(false)
      // The code was good once.
      const again = await far('totals', ...remote(code))
      expect([again.code, again.err]).toEqual([1, expect.stringContaining('Name, password or code is wrong')])
      expect(await good('payments', '--audit')).toMatch(/amina {2}signed out .*\n.*amina {2}signed in/)
      expect(await json('account', 'amina', '--remove')).toEqual({ treasurer: 'amina', removed: true })
    })
    it('sends no password over http', async () => {
      const { code, err } = await treasurer(
        ...['list', '--gateway', 'http://give.example', '--name', 'amina'],
        ...['--password-file', at('password'), '--code', '000000'],
      )
      expect([code, err]).toEqual([2, expect.stringContaining('is no https address')])
    })
  })
})
