// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { healing, lookWhetherGone } from './gone.ts'

const ours = '<script type="module" src="/assets/index-aaaaaaaa.js"></script>'
const theirs = '<script type="module" crossorigin src="/assets/index-bbbbbbbb.js"></script>'
let answer: () => Promise<Response>
const reload = vi.fn()
let registration: object | undefined

beforeEach(() => {
  sessionStorage.clear()
  healing.byWorker = null
  healing.load = reload
  registration = undefined
  reload.mockReset()
  document.head.innerHTML = ours
  answer = async () => new Response(theirs)
  vi.stubGlobal('fetch', () => answer())
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { getRegistration: async () => registration } }) // biome-ignore format: one line
})

it('loads another version, but never the same one twice', async () => {
  await lookWhetherGone()
  expect(reload).toHaveBeenCalledTimes(1)
  await lookWhetherGone()
  expect(reload).toHaveBeenCalledTimes(1)
  answer = async () => new Response(theirs.replace('bbbbbbbb', 'cccccccc'))
  await lookWhetherGone()
  expect(reload).toHaveBeenCalledTimes(2)
})

it('stays where the link is down, the version is ours, or somebody else answers', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'))
  await expect(lookWhetherGone()).rejects.toThrow(TypeError)
  answer = async () => new Response(`<html>${ours}</html>`)
  await lookWhetherGone()
  answer = async () => new Response('<html>Please log in to our Wi-Fi</html>')
  await lookWhetherGone()
  expect(reload).not.toHaveBeenCalled()
})

it('loads the page anew, once a file, where the file is back and the browser keeps its failure', async () => {
  const failed = new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1/assets/Give.js')
  const script = { headers: { 'content-type': 'text/javascript' } }
  let file = () => new Response('<h1>404</h1>', { status: 404 })
  vi.stubGlobal('fetch', async (url: string) => (url === '/?now' ? new Response(ours) : file()))
  await lookWhetherGone(failed)
  await lookWhetherGone(failed)
  expect(reload).not.toHaveBeenCalled()
  file = () => new Response('export {}', script)
  // It may be the first time that it is there: whoever asks again gets it.
  await lookWhetherGone(failed)
  expect(reload).not.toHaveBeenCalled()
  await lookWhetherGone(failed)
  expect(reload).toHaveBeenCalledTimes(1)
  await lookWhetherGone(failed)
  expect(reload).toHaveBeenCalledTimes(1)
})

it('goes by way of the worker where there is one, as soon as that way is known', async () => {
  registration = {}
  await lookWhetherGone()
  const take = vi.fn()
  healing.byWorker = take
  await lookWhetherGone()
  await lookWhetherGone()
  expect(take).toHaveBeenCalledTimes(1)
  expect(reload).not.toHaveBeenCalled()
})

it('never reloads where that could not be remembered', async () => {
  vi.stubGlobal(
    'sessionStorage',
    new Proxy(
      {},
      {
        get: () => {
          throw new DOMException('blocked', 'SecurityError')
        },
      },
    ),
  )
  await expect(lookWhetherGone()).rejects.toThrow('blocked')
  expect(reload).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})
