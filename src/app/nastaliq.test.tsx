// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { cleanup, screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '../shared/problem.ts'
import { NastaliqChoice } from './NastaliqChoice.tsx'
import { createNastaliq, type NastaliqDeps, nastaliqBytes } from './nastaliq.ts'
import { show, texts } from './testing.tsx'

afterEach(cleanup)
const t = texts.ur.nastaliq
const font = new Uint8Array(nastaliqBytes)

const world = (change: Partial<NastaliqDeps> = {}) => {
  const deps = {
    request: vi.fn<NastaliqDeps['request']>(async () => ({ status: 200, bytes: font })),
    own: vi.fn(async () => false),
    kept: vi.fn(async () => false),
    keep: vi.fn(async () => {}),
    remove: vi.fn(async () => {}),
    ...change,
  }
  return { deps, nastaliq: createNastaliq(deps) }
}
const open = (nastaliq: ReturnType<typeof createNastaliq>, language: 'en' | 'ur' = 'ur') =>
  show(<NastaliqChoice nastaliq={nastaliq} />, language)
const button = (name: RegExp | string) => screen.findByRole('button', { name })

it('says the size of the file it fetches', () => {
  const file = 'node_modules/@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2'
  expect(readFileSync(file).length).toBe(nastaliqBytes)
})

describe('the offer', () => {
  it('is made to those who read Urdu on a phone without Nastaliq, with its size, and fetches nothing by itself', async () => {
    const { deps, nastaliq } = world()
    open(nastaliq)
    expect((await button(/159/)).textContent).toMatch(/159.*kB/)
    expect(screen.getByText(t.offer)).toBeTruthy()
    expect(deps.request).not.toHaveBeenCalled()
  })

  it('is not made in English, nor on a phone that has one', async () => {
    const { deps, nastaliq } = world({ own: async () => true })
    const { container } = open(nastaliq, 'en')
    expect(container.textContent).toBe('')
    expect(deps.kept).not.toHaveBeenCalled()
    cleanup()
    const shown = open(nastaliq)
    await vi.waitFor(() => expect(nastaliq.state.get().phase).toBe('own'))
    expect(shown.container.textContent).toBe('')
  })
})

describe('the fetching', () => {
  it('keeps the font, says so and takes it away again', async () => {
    const { deps, nastaliq } = world()
    open(nastaliq)
    await userEvent.click(await button(/159/))
    await userEvent.click(await button(/ہٹا/))
    expect(deps.keep).toHaveBeenCalledWith(font)
    expect(deps.remove).toHaveBeenCalledOnce()
    await button(/ڈاؤن لوڈ/)
  })

  it('shows what has come, and stops when told to, without a complaint', async () => {
    const { nastaliq, deps } = world({
      request: ({ signal, onProgress }) => {
        onProgress(80_000)
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    })
    open(nastaliq)
    await userEvent.click(await button(/159/))
    const bar = await screen.findByRole('progressbar', { name: /80.*159/ })
    expect(bar.getAttribute('value')).toBe(String(80_000 / nastaliqBytes))
    await userEvent.click(await button(t.stop))
    await button(/159/)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(deps.keep).not.toHaveBeenCalled()
  })

  it.each<[string, Partial<NastaliqDeps>, keyof typeof texts.ur.problems]>([
    [
      'the link is down',
      {
        request: async () => {
          throw new ProblemError('offline')
        },
      },
      'offline',
    ],
    ['it is another size', { request: async () => ({ status: 200, bytes: font.slice(1) }) }, 'not-found'],
    ['it is a portal’s page', { request: async () => ({ status: 404, bytes: font }) }, 'not-found'],
    [
      'the phone is full',
      {
        keep: async () => {
          throw new DOMException('no room', 'QuotaExceededError')
        },
      },
      'storage-full',
    ],
  ])('says what is wrong where %s, and can be tried again', async (_, change, problem) => {
    // biome-ignore format: a table
    const { nastaliq } = world(change)
    open(nastaliq)
    await userEvent.click(await button(/159/))
    expect((await screen.findByRole('alert')).textContent).toContain(texts.ur.problems[problem])
    await button(/159/)
  })
})

it('knows the font it has kept, and asks the phone for none then', async () => {
  const { deps, nastaliq } = world({ kept: async () => true })
  open(nastaliq)
  await button(/ہٹا/)
  expect(deps.own).not.toHaveBeenCalled()
})
