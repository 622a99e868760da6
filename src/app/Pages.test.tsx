// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Pages } from './Pages.tsx'
import { type PlaceName, placeOf } from './places-list.ts'
import { rooms } from './rooms.ts'
import { closeServices, show } from './testing.tsx'

/** Lets the code of a place come, or fail to. */
const gates = new Map<PlaceName, { come: () => void; fail: () => void }>()
const Screen = (name: string) => (props: { path?: string }) => <h1>{`${name} ${props.path ?? ''}`}</h1>

const hold = (name: PlaceName, make: unknown = Screen(name)): void => {
  const room = rooms[name] as { screen: unknown; load: () => Promise<void> }
  room.screen = null
  room.load = vi.fn(
    () =>
      new Promise<void>((resolve, reject) => {
        gates.set(name, {
          come: () => {
            room.screen = make
            resolve()
          },
          fail: () => reject(new TypeError('Failed to fetch dynamically imported module')),
        })
      }),
  )
}

const go = (path: string) =>
  act(async () => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  })
const come = (name: PlaceName) =>
  act(async () => {
    gates.get(name)?.come()
    await vi.advanceTimersByTimeAsync(0)
  })
const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('scrollTo', vi.fn())
  closeServices()
  for (const name of ['watch', 'read', 'give', 'packs'] as const) hold(name)
  history.replaceState(null, '', '/read')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const open = async (path = '/read') => {
  history.replaceState(null, '', path)
  const shown = show(
    <main id="main" tabIndex={-1}>
      <Pages />
    </main>,
  )
  await act(async () => {})
  return shown
}

describe('while code is on the way', () => {
  it('says so on the first page, then shows it', async () => {
    await open()
    expect(screen.getByRole('status').textContent).toBe('Loading…')
    await come('read')
    expect(screen.getByRole('heading').textContent).toBe('read /read')
  })

  it('lets the page before stand for a moment as it was, then answers the tap', async () => {
    await open()
    await come('read')
    await go('/give')
    expect(screen.getByRole('heading').textContent).toBe('read /read')
    await wait(400)
    expect(screen.getByRole('status').textContent).toBe('Loading…')
    await come('give')
    expect(screen.getByRole('heading').textContent).toBe('give ')
  })

  it('asks again where the link did not bring it', async () => {
    await open()
    gates.get('read')?.fail()
    await wait(5_000)
    expect(rooms.read.load).toHaveBeenCalledTimes(2)
    await come('read')
    expect(screen.getByRole('heading')).toBeTruthy()
  })

  it('shows what was asked for last, whatever comes last', async () => {
    await open()
    await come('read')
    await go('/give')
    await go('/packs')
    await wait(400)
    await come('give')
    expect(screen.getByRole('status').textContent).toBe('Loading…')
    await come('packs')
    expect(screen.getByRole('heading').textContent).toBe('packs ')
  })
})

it('arrives, with focus and at the top, once the page is there and not before', async () => {
  await open()
  await come('read')
  expect(document.activeElement).toBe(document.body)
  await go('/give')
  expect(scrollTo).not.toHaveBeenCalled()
  await come('give')
  expect(document.activeElement?.id).toBe('main')
  expect(scrollTo).toHaveBeenCalledTimes(1)
})

it('keeps Read open from one of its pages to the next', async () => {
  await open()
  await come('read')
  const heading = screen.getByRole('heading')
  await go('/read/schools')
  expect(screen.getByRole('heading')).toBe(heading)
  expect(heading.textContent).toBe('read /read/schools')
})

it('leaves a place that broke behind', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  hold('give', () => {
    throw new Error('broken')
  })
  await open()
  await come('read')
  await go('/give')
  await come('give')
  expect(screen.getByRole('alert')).toBeTruthy()
  await go('/read')
  expect(screen.getByRole('heading').textContent).toBe('read /read')
})

it.each([
  ['/', 'watch'],
  ['/watch', 'watch'],
  ['/read/schools', 'read'],
  ['/give', 'give'],
  ['/give/more', null],
  ['/constructor', null],
  ['/no/such', null],
])('%s belongs to %s', (path, place) => expect(placeOf(path)).toBe(place))
