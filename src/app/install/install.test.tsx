// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as english from '../../ui/languages/en.ts'
import * as urdu from '../../ui/languages/ur.ts'
import { change } from '../testing.tsx'

const words = { en: english.install, ur: urdu.install }
/** With the same languages and addresses as what it shows: all is read anew. */
let show: typeof import('../testing.tsx').show
let held: typeof import('./held-prompt.ts')
let section: typeof import('./InstallSection.tsx')
let offers: typeof import('./InstallOffer.tsx')

/** Puts the browser together as the facts are read from it; everything is asked once, when the code comes. */
const inBrowser = async (
  its: { standalone?: boolean; worker?: boolean; own?: boolean; brand?: string } = {},
) => {
  vi.resetModules()
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('standalone') && its.own === true,
  }))
  const given: Record<string, unknown> = { maxTouchPoints: 5 }
  if (its.worker !== false) given['serviceWorker'] = {}
  if (its.standalone !== undefined) given['standalone'] = its.standalone
  if (its.brand) given['userAgentData'] = { brands: [{ brand: its.brand }] }
  vi.stubGlobal('navigator', Object.assign(Object.create(null), { userAgent: '', languages: ['en'] }, given))
  ;({ show } = await import('../testing.tsx'))
  held = await import('./held-prompt.ts')
  section = await import('./InstallSection.tsx')
  offers = await import('./InstallOffer.tsx')
}

/** The browser's own offer, as Chromium shapes it; that Chromium makes it in time cannot be had here. */
const offerFromBrowser = (outcome: 'accepted' | 'dismissed') => {
  const prompt = vi.fn(async () => undefined)
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    prompt,
    userChoice: Promise.resolve({ outcome }),
  })
  dispatchEvent(event)
  return { event, prompt }
}

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/read')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe.each(['en', 'ur'] as const)('this phone’s page says (%s)', (language) => {
  const t = words[language]
  const open = () => show(<section.InstallSection />, language).container.textContent ?? ''

  it('that it is installed', async () => {
    await inBrowser({ own: true })
    expect(open()).toContain(t.installed)
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('that it can be, by one tap, and then that it is', async () => {
    await inBrowser()
    expect(open()).toContain(t.menu)
    let browsers: ReturnType<typeof offerFromBrowser> | undefined
    await change(() => {
      browsers = offerFromBrowser('accepted')
    })
    // The browser's bar is not shown on its own.
    expect(browsers?.event.defaultPrevented).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: t.install }))
    expect(browsers?.prompt).toHaveBeenCalledOnce()
    await change(() => void dispatchEvent(new Event('appinstalled')))
    screen.getByText(t.installed)
  })

  it('how it is done by the menu, for whoever said no to the browser', async () => {
    await inBrowser()
    open()
    await change(() => void offerFromBrowser('dismissed'))
    await userEvent.click(screen.getByRole('button', { name: t.install }))
    screen.getByText(t.menu)
    expect(held.heldPrompt.get()).toBeNull()
  })

  it('how it is done on an iPhone, drawn', async () => {
    await inBrowser({ standalone: false })
    open()
    const steps = screen.getAllByRole('listitem')
    expect(steps.map((step) => step.textContent)).toEqual([t.steps.share, t.steps.add, t.steps.done])
    for (const step of steps) expect(step.querySelector('svg.icon-mirrored')).toBeTruthy()
    screen.getByText(t.steps.empty)
  })

  it.each([
    [{ worker: false }, t.inApp.keepsNothing],
    [{ brand: 'Android WebView' }, t.inApp.inside],
  ])('what is missing inside another app, and the way out (%o)', async (its, missing) => {
    await inBrowser(its)
    const copied = vi.fn(async (_text: string) => undefined)
    Object.assign(navigator, { clipboard: { writeText: copied } })
    expect(open()).toContain(missing)
    screen.getByText(t.inApp.how)
    // user-event would put a clipboard of its own there.
    await change(() => screen.getByRole('button', { name: t.inApp.copy }).click())
    expect(copied).toHaveBeenCalledWith(`${location.origin}/`)
    await screen.findByText(t.inApp.copied)
  })
})

describe('the offer', () => {
  const t = words.en
  const wait = (ms: number) => change(() => void vi.advanceTimersByTime(ms))
  const again = () =>
    localStorage.setItem('sada-install', JSON.stringify({ visits: 1, seen: 1, dismissed: [] }))

  it('comes on a second visit, after the first minute, and "not now" is remembered', async () => {
    again()
    await inBrowser()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    offerFromBrowser('accepted')
    show(<offers.InstallOffer />)
    await wait(59_000)
    expect(screen.queryByText(t.offer)).toBeNull()
    await wait(2_000)
    screen.getByText(t.offer)
    await change(() => screen.getByRole('button', { name: t.notNow }).click())
    expect(screen.queryByText(t.offer)).toBeNull()
    expect(JSON.parse(localStorage.getItem('sada-install') ?? '{}')).toMatchObject({
      visits: 2,
      dismissed: [expect.any(Number)],
    })
    await wait(3_600_000)
    expect(screen.queryByText(t.offer)).toBeNull()
  })

  it('does not come on a first visit that opened nothing, nor where a form is open', async () => {
    await inBrowser({ standalone: false })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    show(<offers.InstallOffer />)
    await wait(3_600_000)
    expect(screen.queryByText(t.offer)).toBeNull()
    cleanup()
    again()
    history.replaceState(null, '', '/give')
    show(<offers.InstallOffer />)
    await wait(3_600_000)
    expect(screen.queryByText(t.offer)).toBeNull()
  })

  it('leads to the drawn steps on an iPhone', async () => {
    again()
    await inBrowser({ standalone: false })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    show(<offers.InstallOffer />)
    await wait(61_000)
    expect(screen.getByRole('link', { name: t.showHow }).getAttribute('href')).toBe('/phone')
  })

  it('does not push down what is being read', async () => {
    again()
    await inBrowser({ standalone: false })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    vi.stubGlobal('scrollY', 400)
    show(<offers.InstallOffer />)
    await wait(61_000)
    expect(screen.queryByText(t.offer)).toBeNull()
  })

  it('steps aside for a broadcast', async () => {
    again()
    await inBrowser({ standalone: false })
    // Modules were read anew: so are the stores.
    const { watchStatus } = await import('../services.ts')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    show(<offers.InstallOffer />)
    await wait(61_000)
    screen.getByText(t.offer)
    await change(() => watchStatus.set({ rung: 'voice', behind: 20, playing: true }))
    expect(screen.queryByText(t.offer)).toBeNull()
  })

  it('counts a visit, but none on a phone on which everything was just erased', async () => {
    await inBrowser()
    const { erased } = await import('../../shared/erased.ts')
    show(<offers.InstallOffer />)
    expect(JSON.parse(localStorage.getItem('sada-install') ?? '{}')).toMatchObject({ visits: 1 })
    cleanup()
    localStorage.clear()
    erased.set(true)
    show(<offers.InstallOffer />)
    expect(localStorage).toHaveLength(0)
  })

  it('thanks whoever installed it', async () => {
    await inBrowser()
    show(<offers.InstallOffer />)
    await change(() => void dispatchEvent(new Event('appinstalled')))
    screen.getByText(t.installed)
    await userEvent.click(screen.getByRole('button', { name: t.close }))
    expect(screen.queryByText(t.installed)).toBeNull()
  })

  it('is help out of another app at once', async () => {
    await inBrowser({ brand: 'Android WebView' })
    show(<offers.InstallOffer />)
    await screen.findByText(t.inApp.title)
  })
})
