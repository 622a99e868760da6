import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepLateMessage } from '../src/shared/late-code.ts'

const origin = 'http://127.0.0.1'
const worker = Object.assign(new EventTarget(), { location: { href: `${origin}/sw.js` } })
const kept = new Map<string, string>()
/** Paths that the link brings. */
let reachable: (path: string) => boolean
/** Paths that a mirror answers with its page, as many do for what they do not have. */
let page: (path: string) => boolean
let keepFiles: (files: readonly string[]) => Promise<void>
let replacements: (files: readonly string[], kept: readonly string[]) => string[]

const files = ['/assets/hls-bbbbbbbb.js', '/assets/seal-bbbbbbbb.js', '/assets/qr-decoder-bbbbbbbb.js', '/assets/Exchange-bbbbbbbb.js', '/assets/Exchange-cccccccc.css', '/assets/sha2-bbbbbbbb.js'] // biome-ignore format: a list
const offline = files.slice(3)
const locked = [files[1], ...offline]

const answer = (text: string) =>
  new Response(text, { headers: { 'content-type': text.startsWith('<') ? 'text/html' : 'text/javascript' } })

/** A Cache of paths, as real ones answer what is asked here. */
const cache = {
  keys: async () => [...kept.keys()].map((path) => new Request(origin + path)),
  match: async (path: string) => (kept.has(path) ? answer(kept.get(path) ?? '') : undefined),
  put: async (path: string, response: Response) => void kept.set(path, await response.text()),
  delete: async (path: string) => kept.delete(path),
}

/** What the link brings. */
const link = async (path: string): Promise<Response> => {
  if (!reachable(path)) throw new TypeError('Failed to fetch')
  return answer(page(path) ? '<!doctype html>' : 'code')
}

beforeAll(async () => {
  vi.stubGlobal('fetch', link)
  vi.stubGlobal('self', worker)
  vi.stubGlobal('location', { href: `${origin}/sw.js`, origin })
  vi.stubGlobal('caches', { open: async () => cache })
  const late = await import('./late.ts')
  ;({ keepFiles, replacements } = late)
  late.keepLate(files)
})
beforeEach(() => {
  kept.clear()
  reachable = () => true
  page = () => false
})

/** Sends the worker an event and waits for what it asked to wait for. */
const send = async (event: Event): Promise<void> => {
  const work: Promise<unknown>[] = []
  worker.dispatchEvent(Object.assign(event, { waitUntil: (one: Promise<unknown>) => void work.push(one) }))
  await Promise.all(work)
}

const ask = async (type: string, locked?: boolean, scan?: boolean): Promise<boolean[]> => {
  const answers: boolean[] = []
  const port = { postMessage: (answer: boolean) => void answers.push(answer) }
  await send(Object.assign(new Event('message'), { data: { type, locked, scan }, ports: [port] }))
  return answers
}

describe('asked by the page', () => {
  it('keeps what works without a link and says so; the player waits for its first visit', async () => {
    expect(await ask(keepLateMessage)).toEqual([true])
    expect([...kept.keys()]).toEqual(offline)
  })

  it('keeps what opens locked items where it is asked to', async () => {
    expect(await ask(keepLateMessage, false)).toEqual([true])
    expect([...kept.keys()]).toEqual(offline)
    expect(await ask(keepLateMessage, true)).toEqual([true])
    expect([...kept.keys()].sort()).toEqual(locked.toSorted())
  })

  it('keeps what reads codes where the browser does not', async () => {
    expect(await ask(keepLateMessage, false, true)).toEqual([true])
    expect([...kept.keys()].sort()).toEqual([files[2], ...offline].toSorted())
  })

  it('says that it is not all here where the link brings only a part, which stays', async () => {
    reachable = (path) => path !== '/assets/sha2-bbbbbbbb.js'
    expect(await ask(keepLateMessage)).toEqual([false])
    expect([...kept.keys()]).toEqual(offline.slice(0, 2))
    reachable = (path) => path === '/assets/sha2-bbbbbbbb.js'
    expect(await ask(keepLateMessage)).toEqual([true])
  })

  it('keeps no page in the place of code', async () => {
    page = (path) => path === '/assets/sha2-bbbbbbbb.js'
    expect(await ask(keepLateMessage)).toEqual([false])
    expect([...kept.keys()]).toEqual(offline.slice(0, 2))
  })

  it('replaces one that a version before kept there', async () => {
    kept.set('/assets/sha2-bbbbbbbb.js', '<!doctype html>')
    expect(await ask(keepLateMessage)).toEqual([true])
    expect(kept.get('/assets/sha2-bbbbbbbb.js')).toBe('code')
  })

  it('does nothing at other messages', async () => {
    expect(await ask('SKIP_WAITING')).toEqual([])
    expect(kept.size).toBe(0)
  })
})

describe('a newer version', () => {
  const before = ['/assets/Exchange-aaaaaaaa.js', '/assets/Exchange-cccccccc.css', '/assets/hls-aaaaaaaa.js']
  beforeEach(() => before.forEach((path) => void kept.set(path, 'old code')))

  it('is ready only with its own form of all that the older one kept, beside which it stands until it is active', async () => {
    await send(new Event('install'))
    expect([...kept.keys()].sort()).toEqual(
      [
        ...before,
        '/assets/Exchange-bbbbbbbb.js',
        '/assets/hls-bbbbbbbb.js',
        '/assets/sha2-bbbbbbbb.js',
      ].sort(),
    )
    await send(new Event('activate'))
    expect([...kept.keys()].sort()).toEqual([files[0], ...offline].sort())
  })

  it('does not install without what works offline; without the player it does', async () => {
    reachable = (path) => !path.includes('hls')
    await send(new Event('install'))
    reachable = () => false
    kept.delete('/assets/Exchange-bbbbbbbb.js')
    await expect(send(new Event('install'))).rejects.toThrow('Failed to fetch')
  })

  it.each([
    ['/assets/hls-CfRdi8r0.js', '/assets/hls-B1_x-9ab.js', true],
    // What works offline comes as a whole, however it was cut before.
    ['/assets/Exchange-CfRdi8r0.css', '/assets/Exchange-B1_x-9ab.js', true],
    ['/assets/Exchange-CfRdi8r0.js', '/assets/GiveForm-B1_x-9ab.js', true],
    ['/assets/Exchange-CfRdi8r0.js', '/assets/hls-B1_x-9ab.js', false],
    ['/assets/hls-CfRdi8r0.js', '/assets/GiveForm-B1_x-9ab.js', false],
    ['/assets/fetch-large-CfRdi8r0.js', '/assets/large-B1_x-9ab.js', false],
  ])('%s is replaced by %s: %s', (old, next, wanted) =>
    expect(replacements([next], [old])).toEqual(wanted ? [next] : []),
  )
})

it('asks for nothing twice', async () => {
  await keepFiles(files)
  reachable = () => false
  await keepFiles(files)
  expect([...kept.keys()]).toEqual(files)
})
