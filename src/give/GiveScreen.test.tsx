// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { cleanup, render as renderBare, screen, waitFor, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { IDBFactory } from 'fake-indexeddb'
import type { ComponentChildren } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FaultyGateway, startFaultyGateway } from '../../tests/fixtures/faulty-gateway.ts'
import { generateKey } from '../organiser/keys/new-keys.ts'
import { fromUtf8, sha256, utf8 } from '../shared/bytes.ts'
import { openDonation, type SealedDonation } from '../shared/donation.ts'
import type { Giving } from '../shared/giving.ts'
import type { Language } from '../shared/language.ts'
import type { EditionReader } from '../shared/reader.ts'
import { publicKeyOf } from '../shared/signature.ts'
import { en, inLanguage, texts, ur } from '../ui/testing.tsx'
import { courierWords } from './courier/words.ts'
import { GiveScreen } from './GiveScreen.tsx'
import { type Outbox, openOutbox } from './outbox/outbox.ts'
import { inProcessLock } from './outbox/sender-lock.ts'
import { paymentWords } from './payment-words.ts'
import { sampleGiving, sampleReader } from './testing/edition.ts'

const [signing, stranger, sealing] = await Promise.all([generateKey(), generateKey(), generateKey()])

let gateway: FaultyGateway
let giving: Giving
let outbox: Outbox
const open = async () => {
  outbox = await openOutbox({ lock: inProcessLock() })
  await outbox.configure(giving)
}

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  gateway = await startFaultyGateway(signing, stranger)
  giving = {
    ...sampleGiving,
    sealingKey: publicKeyOf(sealing),
    gatewayKeys: [publicKeyOf(signing)],
    gateways: [gateway.url],
  }
  await open()
})
afterEach(async () => {
  cleanup()
  outbox.close()
  await gateway.close()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const render = (children: ComponentChildren, language: Language = 'en') =>
  renderBare(inLanguage(children, language))
const show = (language: Language = 'en', reader: EditionReader | null = sampleReader(giving)) =>
  render(
    <main>
      <GiveScreen reader={reader} outbox={outbox} />
    </main>,
    language,
  )
const amount = /1,500/
const submit = (language: Language) =>
  screen.findByRole('button', { name: language === 'en' ? /^Give/ : /عطیہ دیں$/ })
const fillIn = async (language: Language = 'en') => {
  await userEvent.click(await screen.findByRole('radio', { name: amount }))
  await userEvent.click(screen.getByRole('checkbox', { name: language === 'en' ? /over 18/ : /۱۸/ }))
}

describe.each(['en', 'ur'] as const)('the Give screen (%s)', (language) => {
  const t = texts[language].give

  it('gives: kept, payment instructions at once, then recorded with a receipt', async () => {
    gateway.plan.push('before')
    show(language)
    await fillIn(language)
    await userEvent.type(screen.getByRole('textbox', { name: new RegExp(`^${t.name}`) }), 'Zari Gul')
    await userEvent.click(await submit(language))

    const thanks = await screen.findByRole('region', { name: t.given.title })
    const heading = within(thanks).getByRole('heading', { name: t.given.title })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    const [entry] = outbox.state.get().entries
    expect(within(thanks).getByText(entry!.reference)).toBeTruthy()
    expect(within(thanks).getByText(/^PK\d\d SADA 0000/)).toBeTruthy()
    expect(within(thanks).getByRole('button', { name: t.pay.copy(t.pay.reference) })).toBeTruthy()

    // The first try was dropped before it arrived; the next one is the person's own.
    await screen.findByText(new RegExp(texts[language].problems.offline.slice(0, 20)))
    await userEvent.click(screen.getByRole('button', { name: t.list.sendNow }))
    expect(await within(thanks).findByText(t.given.recorded)).toBeTruthy()
    expect(gateway.inserted.get(entry!.id)).toBe(1)

    await userEvent.click(await screen.findByRole('button', { name: courierWords[language].receipt }))
    const receipt = await screen.findByRole('region', { name: courierWords[language].receipt })
    expect(within(receipt).getByText(entry!.id)).toBeTruthy()
    expect(screen.queryByRole('button', { name: t.list.cancel })).toBeNull()
  })

  it('shows the code to scan where the method has one, and says what to do where no picture can be drawn', async () => {
    const [bank, ...others] = giving.methods
    giving = { ...giving, methods: [{ ...bank!, code: { kind: 'raast' } }, ...others] }
    show(language)
    await fillIn(language)
    await userEvent.click(await submit(language))
    const thanks = await screen.findByRole('region', { name: t.given.title })
    expect(await within(thanks).findByRole('img', { name: paymentWords[language].codeLabel })).toBeTruthy()
    expect(within(thanks).getByText(paymentWords[language].codes.raast)).toBeTruthy()
    expect(within(thanks).getByRole('button', { name: t.pay.copy(t.pay.numericReference) })).toBeTruthy()
    // jsdom has no canvas, as a browser that blocks it against fingerprinting.
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    await userEvent.click(within(thanks).getByRole('button', { name: paymentWords[language].slip }))
    expect(await within(thanks).findByText(paymentWords[language].slipFailed)).toBeTruthy()
  })

  it('says at the field what is wrong, announces how much, and moves the focus there', async () => {
    show(language)
    await userEvent.click(await submit(language))
    const own = screen.getByRole('textbox', { name: t.ownAmountOf('PKR') })
    expect(own.getAttribute('aria-invalid')).toBe('true')
    const [described = ''] = own.getAttribute('aria-describedby')!.split(' ')
    expect(document.getElementById(described)?.textContent).toBe(t.errors['amount-missing'])
    const summary = screen.getByText(t.fix(2)).closest<HTMLElement>('[role="alert"]')!
    expect(
      within(summary)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual([t.amount, giving.declarations[0]!.text[language]])
    await waitFor(() => expect(document.activeElement).toBe(own))
    expect(outbox.state.get().entries).toHaveLength(0)

    await userEvent.click(within(summary).getAllByRole('link')[1]!)
    expect(document.activeElement).toBe(
      screen.getByRole('checkbox', { name: language === 'en' ? /over 18/ : /۱۸/ }),
    )

    await userEvent.type(own, '50')
    expect(screen.getByText(t.errors['amount-low'])).toBeTruthy()
    await userEvent.type(own, '0')
    expect(screen.queryByText(t.errors['amount-low'])).toBeNull()
    expect(screen.getByText(t.fix(1))).toBeTruthy()
  })

  it('is clean for axe: form, errors, thanks and list', async () => {
    const { container } = show(language)
    await userEvent.click(await submit(language))
    const check = async () => {
      const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
    await check()
    await fillIn(language)
    await userEvent.click(await submit(language))
    await screen.findByRole('region', { name: t.given.title })
    await check()
  })
})

describe('the Give screen', () => {
  const t = en.give

  it('seals what only the organisation may read, with the hash of the very declaration shown', async () => {
    show('ur')
    await fillIn('ur')
    await userEvent.type(screen.getByRole('textbox', { name: new RegExp(`^${ur.give.name}`) }), 'Zari Gul')
    await userEvent.click(screen.getByRole('checkbox', { name: ur.give.anonymous }))
    await userEvent.click(await submit('ur'))
    await screen.findByRole('region', { name: ur.give.given.title })
    const [entry] = outbox.state.get().entries
    const clear = JSON.stringify({ ...entry, bytes: fromUtf8(entry!.bytes) })
    expect(clear).not.toContain('Zari')
    const sealed = JSON.parse(fromUtf8(entry!.bytes)) as SealedDonation
    const declaration = giving.declarations[0]!
    expect(await openDonation(sealed, sealing)).toEqual({
      name: 'Zari Gul',
      anonymous: true,
      residence: 'home',
      declarations: [{ id: 'own-funds', version: 1, sha256: await sha256(utf8(declaration.text.ur)) }],
    })
    expect(await outbox.draft()).toBeNull()
  })

  it('keeps what was typed when the tab closes, until it is given', async () => {
    show()
    await userEvent.type(await screen.findByRole('textbox', { name: /^Name/ }), 'Zari Gul')
    window.dispatchEvent(new Event('pagehide'))
    await waitFor(async () => expect((await outbox.draft())?.name).toBe('Zari Gul'))
    cleanup()
    outbox.close()
    await open()
    show()
    const name = (await screen.findByRole('textbox', { name: /^Name/ })) as HTMLInputElement
    expect(name.value).toBe('Zari Gul')
    await fillIn()
    await userEvent.click(await submit('en'))
    await screen.findByRole('region', { name: t.given.title })
    expect(await outbox.draft()).toBeNull()
  })

  it('makes one donation of two taps', async () => {
    show()
    await fillIn()
    const button = await submit('en')
    await Promise.all([userEvent.click(button), userEvent.click(button)])
    await screen.findByRole('region', { name: t.given.title })
    await waitFor(() => expect(outbox.state.get().entries[0]?.state).toBe('recorded'))
    expect(outbox.state.get().entries).toHaveLength(1)
  })

  it.each([
    ['QuotaExceededError', en.problems['storage-full']],
    ['SecurityError', en.problems['storage-blocked']],
  ])('pretends nothing when the storage fails with %s', async (name, words) => {
    show()
    await fillIn()
    await userEvent.type(screen.getByRole('textbox', { name: /^Name/ }), 'Zari Gul')
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no', name)
    })
    await userEvent.click(await submit('en'))
    expect(await screen.findByText(words)).toBeTruthy()
    expect(screen.getByText(t.notKept)).toBeTruthy()
    expect((screen.getByRole('textbox', { name: /^Name/ }) as HTMLInputElement).value).toBe('Zari Gul')
    add.mockRestore()
    expect(outbox.state.get().entries).toHaveLength(0)
    await userEvent.click(await submit('en'))
    expect(await screen.findByRole('region', { name: t.given.title })).toBeTruthy()
  })

  it('asks for the day of a pledge and says how to pay it by then', async () => {
    show()
    await fillIn()
    await userEvent.click(screen.getByRole('radio', { name: /^Pledge/ }))
    await userEvent.click(screen.getByRole('button', { name: /^Pledge/ }))
    expect(await screen.findByText(t.errors['due-missing'])).toBeTruthy()
    const day = screen.getByLabelText(t.due) as HTMLInputElement
    await waitFor(() => expect(document.activeElement).toBe(day))
    await userEvent.type(day, day.max)
    await userEvent.click(screen.getByRole('button', { name: /^Pledge/ }))
    await screen.findByRole('region', { name: t.given.title })
    expect(outbox.state.get().entries[0]).toMatchObject({ commitment: 'pledge', due: day.max })
  })

  it('offers the methods of the chosen currency', async () => {
    show()
    await userEvent.click(await screen.findByRole('radio', { name: /dollar/i }))
    expect(screen.getByRole('radio', { name: /from abroad/ })).toHaveProperty('checked', true)
    expect(screen.queryByRole('radio', { name: /^Wallet/ })).toBeNull()
    await userEvent.type(screen.getByRole('textbox', { name: t.ownAmountOf('USD') }), '20.50')
    expect(await screen.findByRole('button', { name: /^Give.*\$20\.50/ })).toBeTruthy()
  })

  it('takes a donation back before it is recorded', async () => {
    gateway.plan.push('before')
    show()
    await fillIn()
    await userEvent.click(await submit('en'))
    await screen.findByText(/Last try/)
    await userEvent.click(screen.getByRole('button', { name: t.list.cancel }))
    expect(screen.getByText(/may have it under/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: t.list.cancelYes }))
    // It may have arrived all the same: it stays in the list, is not sent, and goes out of it on a second word.
    expect(await screen.findByText(/^Taken back .* is not sent from here/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: courierWords.en.forget }))
    await userEvent.click(screen.getByRole('button', { name: courierWords.en.removeYes }))
    expect(await screen.findByText(t.list.empty)).toBeTruthy()
    expect(gateway.inserted.size).toBe(0)
  })

  it('asks once more before it shows accounts of an edition past its time', async () => {
    show('en', sampleReader(giving, '2024-01-08T00:00:00Z'))
    await fillIn()
    await userEvent.click(await submit('en'))
    const thanks = await screen.findByRole('region', { name: t.given.title })
    expect(within(thanks).queryByText(/PK\d\d SADA/)).toBeNull()
    await userEvent.click(within(thanks).getByRole('button', { name: t.pay.showAnyway }))
    expect(within(thanks).getByText(/PK\d\d SADA/)).toBeTruthy()
  })

  it('shows no form and no account when the second signature is missing', async () => {
    show('en', sampleReader(null))
    expect(await screen.findByText(en.problems['giving-signature'])).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Give/ })).toBeNull()
  })

  it('says what it waits for without an edition, without an outbox, and without storage', async () => {
    show('en', null)
    expect(await screen.findByText(t.noEdition)).toBeTruthy()
    cleanup()
    render(<GiveScreen reader={null} outbox={null} />)
    expect(screen.getByText(t.loading)).toBeTruthy()
    cleanup()
    render(<GiveScreen reader={null} outbox={null} problem="storage-blocked" />)
    expect(screen.getByText(en.problems['storage-blocked'])).toBeTruthy()
  })
})
