// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { cleanup, configure, render as renderBare, screen, waitFor, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FaultyGateway, startFaultyGateway } from '../../../tests/fixtures/faulty-gateway.ts'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { signReceipt } from '../../shared/receipt.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { en, inLanguage, ur } from '../../ui/testing.tsx'
import { formWords } from '../form/more/words.ts'
import { GiveScreen } from '../GiveScreen.tsx'
import { newEntry } from '../outbox/new-entry.ts'
import { type Entry, type Outbox, openOutbox } from '../outbox/outbox.ts'
import { inProcessLock } from '../outbox/sender-lock.ts'
import { sampleGiving, sampleReader } from '../testing/edition.ts'
import { donationLetter, receiptLetter } from './envelope.ts'
import { HandOut } from './HandOut.tsx'
import { courierWords } from './words.ts'

// A hang guard, not a measure: code that comes late takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 })

const [signing, stranger, sealing] = await Promise.all([generateKey(), generateKey(), generateKey()])
let gateway: FaultyGateway
let giving: typeof sampleGiving
let outbox: Outbox

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  // jsdom has none; nobody here asks for less motion.
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  gateway = await startFaultyGateway(signing, stranger)
  giving = {
    ...sampleGiving,
    sealingKey: publicKeyOf(sealing),
    gatewayKeys: [publicKeyOf(signing)],
    gateways: [gateway.url],
  }
  outbox = await openOutbox({ lock: inProcessLock() })
})
afterEach(async () => {
  cleanup()
  outbox.close()
  await gateway.close()
  vi.unstubAllGlobals()
})

const show = (language: 'en' | 'ur' = 'en') =>
  renderBare(
    inLanguage(
      <main>
        <GiveScreen reader={sampleReader(giving)} outbox={outbox} />
      </main>,
      language,
    ),
  )
const details = { name: 'Zari Gul', anonymous: true, residence: 'home' as const, declarations: [] }
const gift = {
  amount: { currency: 'PKR', minor: 150_000 },
  commitment: 'now' as const,
  method: 'wallet-pkr',
  label: 'for Amma',
}
const theirs = (organisation = giving.organisation): Promise<Entry> =>
  newEntry(gift, details, { ...giving, organisation }, Date.now())
const file = (text: string, type = 'text/plain') => new File([text], 'from-a-friend.txt', { type })
const takeIn = async (one: File, language: 'en' | 'ur' = 'en') => {
  const room = document.querySelector('.give-courier') as HTMLElement
  const carry = within(room).queryByRole('button', { name: { en, ur }[language].give.list.carry })
  if (carry) await userEvent.click(carry)
  await userEvent.upload(await within(room).findByLabelText(courierWords[language].open), one)
}
const receiptOf = ({ id, digest, amount }: Entry, key = signing) =>
  signReceipt(key, { id, digest, amount, recordedAt: '2031-01-07T16:05:00.000Z' })

describe.each(['en', 'ur'] as const)('the courier’s phone (%s)', (language) => {
  const t = courierWords[language]

  it('takes a donation along, shows amount and organisation only, brings it, and lets go of it once it is recorded', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const { container } = show(language)
    const entry = await theirs()
    await takeIn(file(await donationLetter(entry.bytes)), language)
    const offer = await screen.findByRole('region', { name: t.offer })
    expect(offer.textContent).toContain('1,500')
    expect(offer.textContent).toContain({ en: 'Lantern Assembly', ur: 'مجلسِ فانوس' }[language])
    for (const hidden of [entry.reference, entry.id, 'Zari']) expect(offer.textContent).not.toContain(hidden)
    await userEvent.click(within(offer).getByRole('button', { name: t.take }))
    expect(await screen.findByText(t.news.taken)).toBeTruthy()

    const carried = await screen.findByRole('region', { name: t.carried })
    expect(within(carried).queryByRole('button', { name: t.remove })).toBeNull()
    expect(within(carried).getByText(t.stays)).toBeTruthy()
    expect(screen.getByText({ en, ur }[language].give.list.empty)).toBeTruthy()
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

    await outbox.configure(giving)
    await userEvent.click(await within(carried).findByRole('button', { name: t.handBack }))
    expect(await within(carried).findByRole('img', { name: t.receiptCode })).toBeTruthy()
    expect(gateway.digests.get(entry.id)).toBe(entry.digest)
    await userEvent.click(within(carried).getByRole('button', { name: t.remove }))
    await userEvent.click(within(carried).getByRole('button', { name: t.removeYes }))
    await waitFor(() => expect(screen.queryByRole('region', { name: t.carried })).toBeNull())
  })

  it('lets go of a donation that was refused for good, asked once, and takes it again from the donor’s phone', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    show(language)
    const entry = await theirs()
    const letter = await donationLetter(entry.bytes)
    gateway.refuses.add(entry.id)
    await takeIn(file(letter), language)
    await userEvent.click(await screen.findByRole('button', { name: t.take }))
    const carried = await screen.findByRole('region', { name: t.carried })
    // While it may still be recorded there is no way to drop it.
    expect(within(carried).queryByRole('button', { name: t.letGo })).toBeNull()
    await outbox.configure(giving)
    expect(await within(carried).findByText(t.refused)).toBeTruthy()
    expect(within(carried).queryByText(t.stays)).toBeNull()
    await userEvent.click(within(carried).getByRole('button', { name: t.letGo }))
    expect(within(carried).getByText(t.letGoAsk)).toBeTruthy()
    expect(outbox.state.get().entries).toMatchObject([{ state: 'parked', carried: true }])
    await userEvent.click(within(carried).getByRole('button', { name: t.letGoYes }))
    await waitFor(() => expect(screen.queryByRole('region', { name: t.carried })).toBeNull())
    expect(outbox.state.get().entries).toEqual([])
    // Nothing is lost by it: whoever gave it may hand it out again.
    await takeIn(file(letter), language)
    expect(await screen.findByRole('region', { name: t.offer })).toBeTruthy()
  })

  it('says of each thing that is none what is the matter, and takes nothing', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    show(language)
    const entry = await theirs()
    const letter = await donationLetter(entry.bytes)
    const cases: [File, string][] = [
      [file('hello'), t.news.notOurs],
      [file(letter.slice(0, -3)), t.news.damaged],
      [file(letter.replace('donation:1', 'donation:3')), t.news.newer],
      [file(await donationLetter((await theirs('another')).bytes)), t.news.otherOrganisation],
      [file(await donationLetter(new TextEncoder().encode('{}') as never)), t.news.malformed],
      [file(receiptLetter(await receiptOf(entry))), t.news.noDonation],
      [file(receiptLetter(await receiptOf(entry, stranger))), t.news.foreign],
      [file('x'.repeat(300_000)), t.news.tooLarge],
    ]
    for (const [one, words] of cases) {
      await takeIn(one, language)
      expect(await screen.findByText(words)).toBeTruthy()
      expect(screen.queryByRole('region', { name: t.offer })).toBeNull()
    }
    expect(outbox.state.get().entries).toEqual([])
  })
})

describe('a text that another app shared to this one', () => {
  const t = courierWords.en
  /** What the worker (`sw/share.ts`) leaves behind, and where it leads to; jsdom has no Cache Storage. */
  const shared = (text: string | null) => {
    const left = new Map(text === null ? [] : [['/give/shared-letters', new Response(text)]])
    const cache = {
      match: async (path: string) => left.get(path)?.clone(),
      delete: async (path: string) => left.delete(path),
    }
    vi.stubGlobal('caches', { has: async () => left.size > 0, open: async () => cache })
    history.replaceState(null, '', text === null ? '/give?shared=failed' : '/give?shared')
    return left
  }
  afterEach(() => history.replaceState(null, '', '/'))

  it('is offered in the place for it, once, without a tap before', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const entry = await theirs()
    const left = shared(`Open this file in Sada\n\n${await donationLetter(entry.bytes)}\n`)
    show()
    const offer = await screen.findByRole('region', { name: t.offer })
    await waitFor(() => expect(document.activeElement?.contains(offer)).toBe(true))
    expect(left.size).toBe(0)
    await userEvent.click(within(offer).getByRole('button', { name: t.take }))
    expect(await screen.findByRole('region', { name: t.carried })).toBeTruthy()
    expect(outbox.state.get().entries).toMatchObject([{ id: entry.id, carried: true }])
  })

  it('records by a receipt that was sent back, and says what to do with anything else', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const entry = await outbox.add(gift, details)
    shared(receiptLetter(await receiptOf(entry)))
    show()
    expect(await screen.findByText(t.news.recorded)).toBeTruthy()
    expect(outbox.state.get().entries).toMatchObject([{ state: 'recorded' }])
    cleanup()
    shared('a recipe')
    show()
    expect(await screen.findByText(t.news.notOurs)).toBeTruthy()
    cleanup()
    shared(null)
    show()
    expect(await screen.findByText(en.problems['storage-full'], { exact: false })).toBeTruthy()
  })
})

describe('the donor’s phone', () => {
  const t = courierWords.en

  it('hands its donation out as code and file, and records it by the courier’s receipt and by no other', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    // After `configure` there is nobody to send to, as without any link.
    const entry = await outbox.add(gift, details)
    show()
    await userEvent.click(await screen.findByRole('button', { name: t.handOut }))
    expect(await screen.findByRole('img', { name: t.donationCode })).toBeTruthy()
    expect(outbox.state.get().entries[0]?.handedAt).toBeDefined()
    const back = await screen.findByRole('region', { name: t.back })
    const give = async (text: string, words: string) => {
      await userEvent.upload(within(back).getByLabelText(t.open), file(text))
      expect(await screen.findByText(words)).toBeTruthy()
    }
    await give(receiptLetter(await receiptOf(entry, stranger)), t.news.foreign)
    await give(receiptLetter(await receiptOf({ ...entry, digest: 'cd'.repeat(32) })), t.news.otherBytes)
    await give(await donationLetter(entry.bytes), t.news.own)
    expect(outbox.state.get().entries).toMatchObject([{ state: 'sealed' }])
    await userEvent.upload(
      within(back).getByLabelText(t.open),
      file(`Receipt\n\n${receiptLetter(await receiptOf(entry))}\n`),
    )
    await waitFor(() => expect(outbox.state.get().entries).toMatchObject([{ state: 'recorded' }]))
  })

  it('hands out nothing that was taken back in another tab before this one heard of it', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const [gone, kept] = [await outbox.add(gift, details), await outbox.add(gift, details)]
    await outbox.cancel(gone.id)
    const both = [gone, kept].map((entry) => <HandOut key={entry.id} entry={entry} outbox={outbox} />)
    renderBare(inLanguage(<main>{both}</main>))
    // Once the second has its code the first would have had one, too.
    expect(await screen.findAllByRole('img', { name: t.donationCode })).toHaveLength(1)
  })

  it('takes a courier’s receipt even for a donation that was taken back, and says so', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const entry = await outbox.add(gift, details)
    await outbox.change(entry.id, { type: 'handed' })
    show()
    await userEvent.click(await screen.findByRole('button', { name: en.give.list.cancel }))
    await userEvent.click(screen.getByRole('button', { name: en.give.list.cancelYes }))
    expect(await screen.findByText(/is not sent from here/)).toBeTruthy()
    await takeIn(file(receiptLetter(await receiptOf(entry))))
    expect(await screen.findByText(/^You took this back .* the organisation had it/)).toBeTruthy()
    expect(outbox.state.get().entries).toMatchObject([{ state: 'recorded' }])
  })

  it('mends a refused donation: what the phone knows is filled in, the donor’s details are typed again', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const old = await outbox.add(gift, details)
    gateway.refuses.add(old.id)
    await outbox.configure(giving)
    show()
    expect(await screen.findByText(en.problems['amount-limits'], { exact: false })).toBeTruthy()
    await userEvent.click(await screen.findByRole('button', { name: t.mend }))
    await userEvent.click(screen.getByRole('button', { name: t.mendYes }))
    const notice = await screen.findByText(/^This takes the place of .*were sealed/)
    await waitFor(() => expect(document.activeElement).toBe(notice.closest('[tabindex]')))
    const value = (name: RegExp) => (screen.getByRole('textbox', { name }) as HTMLInputElement).value
    expect(value(/^Other amount/)).toBe('1500.00')
    expect(value(/^A note to yourself/)).toBe('for Amma')
    expect(value(/^Name/)).toBe('')
    expect(screen.getByRole('radio', { name: /^Wallet/ })).toHaveProperty('checked', true)
    await userEvent.click(screen.getByRole('checkbox', { name: /over 18/ }))
    await userEvent.click(screen.getByRole('button', { name: /^Give/ }))
    await screen.findByRole('region', { name: en.give.given.title })
    await waitFor(() => {
      const [mended, former] = outbox.state.get().entries
      expect(mended).toMatchObject({ state: 'recorded', replaces: old.id, label: 'for Amma' })
      expect(former).toMatchObject({ state: 'cancelled', replacedBy: mended?.id })
    })
    expect(await screen.findByText(/^Given anew as/)).toBeTruthy()
    expect(screen.getByText(/^Given in place of/)).toBeTruthy()
    expect(await outbox.draft()).toBeNull()
  })

  it('says above the form when what was to be mended has been recorded meanwhile, and gives nothing twice', async () => {
    await outbox.configure({ ...giving, gateways: [] })
    const old = await outbox.add(gift, details)
    gateway.refuses.add(old.id)
    await outbox.configure(giving)
    show()
    await userEvent.click(await screen.findByRole('button', { name: t.mend }))
    await userEvent.click(screen.getByRole('button', { name: t.mendYes }))
    await screen.findByText(/^This takes the place of/)
    await takeIn(file(receiptLetter(await receiptOf(old))))
    expect(await screen.findByText(formWords.en.mendOver)).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: /over 18/ }))
    await userEvent.click(screen.getByRole('button', { name: /^Give/ }))
    expect(await screen.findByText(en.give.notKept)).toBeTruthy()
    expect(outbox.state.get().entries).toHaveLength(1)
  })

  it('says how long it waits where the gateway asked to wait', async () => {
    await outbox.configure(giving)
    gateway.plan.push('429')
    await outbox.add(gift, details)
    show()
    // Asked for 7 s: below what is told in figures.
    expect(await screen.findByText(en.give.list.nextSoon)).toBeTruthy()
    cleanup()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 280_000)
    show()
    expect(await screen.findByText(/^The organisation asked to wait.*5 minutes/)).toBeTruthy()
    vi.restoreAllMocks()
  })
})
