// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { fromUtf8, sha256, utf8 } from '../../shared/bytes.ts'
import { openDonation, type SealedDonation } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { inHand } from '../../shared/in-hand.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { isolating } from '../../ui/isolate.ts'
import { giveForm } from '../../ui/languages/en.ts'
import { en, inLanguage } from '../../ui/testing.tsx'
import { GiveScreen } from '../GiveScreen.tsx'
import { preferLakhs } from '../grouping.ts'
import { type Entry, type Outbox, openOutbox } from '../outbox/outbox.ts'
import { inProcessLock } from '../outbox/sender-lock.ts'
import { richGiving, sampleReader } from '../testing/edition.ts'

// A hang guard, not a measure: code that comes late takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 })

const sealing = await generateKey()
const t = en.give
const words = isolating(giveForm)
const giving: Giving = { ...richGiving, sealingKey: publicKeyOf(sealing) }

let outbox: Outbox
const open = async (form: Giving = giving) => {
  outbox = await openOutbox({ lock: inProcessLock() })
  await outbox.configure(form)
}
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  await open()
})
afterEach(() => {
  cleanup()
  outbox.close()
  preferLakhs(false)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const show = (form: Giving = giving) =>
  render(
    inLanguage(
      <main>
        <GiveScreen reader={sampleReader(form)} outbox={outbox} />
      </main>,
    ),
  )
const choose = async (name: RegExp | string) => userEvent.click(await screen.findByRole('radio', { name }))
const type = (name: RegExp, text: string) => userEvent.type(screen.getByRole('textbox', { name }), text)
const give = () => userEvent.click(screen.getByRole('button', { name: /^(Give|Pledge)/ }))
const agree = async () => {
  for (const box of screen.getAllByRole('checkbox', { name: /over 18|citizen/ })) await userEvent.click(box)
}
const sealedOf = async (entry: Entry | undefined) => {
  const donation = JSON.parse(fromUtf8(entry!.bytes)) as SealedDonation
  return { donation, details: await openDonation(donation, sealing) }
}
const given = async () => {
  await screen.findByRole('region', { name: t.given.title })
  return sealedOf(outbox.state.get().entries[0])
}
const errorAt = (control: HTMLElement): string =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id))
    .filter((one) => one?.classList.contains('error'))
    .map((one) => one?.textContent)
    .join()

it('is not broken into by a new version between the tap and the moment it is kept', async () => {
  show()
  await choose(/1,500/)
  await agree()
  const seen: [inHand: number, kept: number][] = []
  const stop = inHand.subscribe(() => seen.push([inHand.get(), outbox.state.get().entries.length]))
  await give()
  await given()
  await waitFor(() => expect(inHand.get()).toBe(0))
  stop()
  expect(seen).toEqual([
    [1, 0],
    [0, 1],
  ])
})

describe('fields with conditions', () => {
  it('come and go with amount and residence, and are required only while they are there', async () => {
    show()
    await choose(/1,500/)
    expect(screen.queryByRole('textbox', { name: /^Identity number/ })).toBeNull()
    await choose(/5,000/)
    const number = screen.getByRole('textbox', { name: /^Identity number/ })
    expect(number.getAttribute('aria-required')).toBe('true')
    await agree()
    await give()
    expect(number.getAttribute('aria-invalid')).toBe('true')
    expect(errorAt(number)).toBe(words.errors['field-missing'])
    await waitFor(() => expect(document.activeElement).toBe(number))
    await userEvent.type(number, '12345')
    expect(errorAt(number)).toBe(words.errors['field-form'])
    await userEvent.type(number, '-1234567-1')
    expect(number.getAttribute('aria-invalid')).toBeNull()
    // The hint with the example stays tied to the field, error or not.
    expect(document.getElementById(number.getAttribute('aria-describedby')!)?.textContent).toContain(
      '12345‑1234567‑1',
    )
    await choose(t.residences.overseas)
    expect(screen.queryByRole('textbox', { name: /^Identity number/ })).toBeNull()
    await give()
    expect(screen.getByText(t.fix(1)).closest('[role="alert"]')).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: /citizen/ }))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /^Country/ }), 'ae')
    await give()
    const { details } = await given()
    expect(details).toMatchObject({ residence: 'overseas', fields: { country: 'ae' } })
    expect(details.declarations.map(({ id }) => id)).toEqual(['own-funds', 'citizen'])
  })

  it('are sealed with tribute, contact, declarations and the terms they belong to', async () => {
    show()
    await choose(/5,000/)
    await choose(/^Wallet/)
    await type(/^Name/, 'Zari Gul')
    await type(/^Phone/, '0300-1234567')
    await type(/^Identity number/, '۱۲۳۴۵-۱۲۳۴۵۶۷-۱')
    await type(/^How you heard/, 'from Nana')
    await choose(words.tribute.memory)
    await type(/^Their name/, 'Nana')
    await userEvent.click(screen.getByRole('checkbox', { name: /^Add Rs/ }))
    await agree()
    await give()
    const { donation, details } = await given()
    const declaration = giving.declarations[0]!
    expect(donation).toMatchObject({
      amount: { currency: 'PKR', minor: 500_000 },
      fee: 8122,
      method: 'wallet-pkr',
      terms: 3,
    })
    expect(details).toEqual({
      name: 'Zari Gul',
      contact: '0300-1234567',
      anonymous: false,
      residence: 'home',
      tribute: { kind: 'memory', name: 'Nana' },
      fields: { cnic: '1234512345671', heard: 'from Nana' },
      declarations: [{ id: 'own-funds', version: 1, sha256: await sha256(utf8(declaration.text.en)) }],
    })
    // Amount, fee and sum stay apart where it is paid.
    const row = screen.getByText(t.pay.amount).closest('div')!
    expect(row.textContent).toContain('5,081.22')
    expect(row.textContent).toContain('5,000')
    expect(row.textContent).toContain('81.22')
    const clear = JSON.stringify({ ...outbox.state.get().entries[0], bytes: JSON.stringify(donation) })
    for (const secret of ['Nana', '1234512345671', '0300', 'Zari']) expect(clear).not.toContain(secret)
  })
})

it('needs the contact of who gives every month, and says so at the field', async () => {
  show()
  await choose(/1,500/)
  await agree()
  const contact = screen.getByRole('textbox', { name: /^Phone/ })
  expect(contact.getAttribute('aria-required')).toBe('false')
  await choose(/^Every month/)
  expect(screen.getByRole('button', { name: /^Give Rs.1,500 every month$/ })).toBeTruthy()
  await give()
  expect(errorAt(contact)).toBe(words.errors['contact-missing'])
  await userEvent.type(contact, 'Zari')
  expect(errorAt(contact)).toBe(words.errors['contact-form'])
  await userEvent.type(contact, '@example.org')
  expect(errorAt(contact)).toBe('')
  await give()
  await given()
  expect(screen.getByText(t.pay.monthly)).toBeTruthy()
})

it('keeps the draft over a closed tab, and no identity number in it', async () => {
  show()
  await choose(/5,000/)
  await type(/^Identity number/, '12345-1234567-1')
  await type(/^How you heard/, 'from Nana')
  await choose(words.tribute.honour)
  await type(/^Their name/, 'Nana')
  window.dispatchEvent(new Event('pagehide'))
  await waitFor(async () => expect((await outbox.draft())?.more?.tributeName).toBe('Nana'))
  expect(JSON.stringify(await outbox.draft())).not.toContain('12345')
  cleanup()
  outbox.close()
  await open()
  show()
  await screen.findByDisplayValue('from Nana')
  expect(screen.getByDisplayValue('Nana')).toBeTruthy()
  expect(screen.getByRole('textbox', { name: /^Identity number/ })).toHaveProperty('value', '')
})

it('writes amounts by lakh and crore where that is preferred, and remembers it', async () => {
  const rich = {
    ...giving,
    currencies: [{ ...giving.currencies[0]!, presets: [150_000_000], maximum: 10 ** 10 }],
  }
  show(rich)
  await screen.findByRole('radio', { name: /1,500,000/ })
  await userEvent.click(screen.getByRole('checkbox', { name: new RegExp(`^${words.lakhs}`) }))
  await choose(/15,00,000/)
  expect(screen.getByRole('button', { name: /^Give Rs.15,00,000$/ })).toBeTruthy()
  expect(localStorage.getItem('sada-grouping')).toBe('lakh')
  await userEvent.click(screen.getByRole('checkbox', { name: new RegExp(`^${words.lakhs}`) }))
  expect(screen.getByRole('radio', { name: /1,500,000/ })).toBeTruthy()
  expect(localStorage.getItem('sada-grouping')).toBeNull()
})

describe('a card', () => {
  const online = vi.fn(() => true)
  beforeEach(() => {
    online.mockReturnValue(true)
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(online)
  })
  const goOffline = () => {
    online.mockReturnValue(false)
    window.dispatchEvent(new Event('offline'))
  }

  it('is offered only with a link', async () => {
    show()
    await screen.findByRole('radio', { name: /^Card/ })
    goOffline()
    await waitFor(() => expect(screen.queryByRole('radio', { name: /^Card/ })).toBeNull())
  })

  it('that was chosen before the link went is refused at the field', async () => {
    show()
    await choose(/^Card/)
    await choose(/1,500/)
    await agree()
    goOffline()
    await give()
    const methods = screen.getByRole('group', { name: t.method })
    expect(errorAt(methods)).toBe(words.errors.offline)
    expect(outbox.state.get().entries).toHaveLength(0)
    await choose(/^Bank/)
    await give()
    expect((await given()).donation.method).toBe('bank-pkr')
  })
})

it('asks nothing at all where a newer edition asks what this app does not know', async () => {
  const newer = { ...giving, form: { fields: [{ id: 'print', type: 'fingerprint' }] } }
  show(newer)
  expect(await screen.findByText(en.problems['minimum-app'])).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Give/ })).toBeNull()
})

it('is clean for axe with everything asked, in error', async () => {
  const container = show().container as HTMLElement
  await choose(/5,000/)
  await choose(/^Wallet/)
  await choose(/^Every month/)
  await choose(words.tribute.honour)
  await give()
  expect(within(container).getAllByRole('link').length).toBe(4)
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})
