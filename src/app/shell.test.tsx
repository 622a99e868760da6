// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { useEffect, useState } from 'preact/hooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LanguageProvider } from '../ui/language.tsx'
import { applyLanguage, preferredLanguage } from '../ui/load-language.ts'
import { arrive } from './arrive.ts'
import { Crashed } from './Crashed.tsx'
import { Header } from './Header.tsx'
import { LocationProvider } from './location.tsx'
import { NotFound } from './NotFound.tsx'
import { Places } from './Places.tsx'
import { closeServices, show, texts } from './testing.tsx'

beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('scrollTo', vi.fn())
  closeServices()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

const Switching = () => {
  const [loaded, setLoaded] = useState<Awaited<ReturnType<typeof applyLanguage>> | null>(null)
  const choose = (tag: string) => void applyLanguage(tag).then(setLoaded)
  useEffect(() => choose(preferredLanguage()), [])
  if (!loaded) return null
  return (
    <LanguageProvider value={{ ...loaded, choose }}>
      <LocationProvider>
        <Header />
      </LocationProvider>
    </LanguageProvider>
  )
}

describe('the language', () => {
  it('is switched by one button, which sets the document and is remembered', async () => {
    render(<Switching />)
    await userEvent.click(await screen.findByRole('button', { name: 'اردو' }))
    const back = await screen.findByRole('button', { name: 'English' })
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ur', 'rtl'])
    expect(back.getAttribute('lang')).toBe('en')
    expect(preferredLanguage()).toBe('ur')
    await userEvent.click(back)
    await screen.findByRole('button', { name: 'اردو' })
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['en', 'ltr'])
    expect(preferredLanguage()).toBe('en')
  })
})

describe('the places', () => {
  it.each([
    ['/', '/watch'],
    ['/watch', '/watch'],
    ['/read', '/read'],
    ['/read/schools', '/read'],
    ['/give', '/give'],
    ['/packs', '/packs'],
    ['/reader', undefined],
    ['/nowhere', undefined],
  ])('at %s mark %s', (path, expected) => {
    history.replaceState(null, '', path)
    show(<Places />)
    const current = screen.getAllByRole('link').filter((link) => link.getAttribute('aria-current') === 'page')
    expect(current.map((link) => link.getAttribute('href'))).toEqual(expected ? [expected] : [])
  })
})

describe.each(['en', 'ur'] as const)('in %s', (language) => {
  const t = texts[language].pages

  it('a wrong address says so and leads home', () => {
    show(<NotFound />, language)
    expect(screen.getByRole('heading', { level: 1, name: t.notFound })).toBeTruthy()
    expect(screen.getByRole('link', { name: t.home }).getAttribute('href')).toBe('/watch')
  })

  it('a screen that breaks is replaced by a message and a way to load it again', () => {
    const Broken = () => {
      throw new Error('broken')
    }
    show(
      <Crashed>
        <Broken />
      </Crashed>,
      language,
    )
    expect(screen.getByRole('alert').textContent).toContain(t.crashed)
    expect(screen.getByRole('button', { name: t.reload })).toBeTruthy()
  })
})

it('arriving moves focus and scroll to the content', () => {
  render(<main id="main" tabIndex={-1} />)
  expect(document.activeElement).toBe(document.body)
  arrive()
  expect(document.activeElement?.id).toBe('main')
  expect(scrollTo).toHaveBeenCalledWith(0, 0)
})
