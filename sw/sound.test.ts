import { describe, expect, it } from 'vitest'
import { isSound, soundOnly } from './sound.ts'

const files = new Set(['/assets/index-aaaaaaaa.js', '/assets/base-aaaaaaaa.js'])
const answer = (body: string, type: string, status = 200) =>
  new Response(body, { status, headers: { 'content-type': type } })
const page = (...names: string[]) =>
  answer(names.map((name) => `<script src="/assets/${name}"></script>`).join(''), 'text/html; charset=utf-8')

describe('what a mirror answers is kept only', () => {
  it.each<[string, Response, boolean]>([
    ['/assets/base-aaaaaaaa.js', answer('code', 'text/javascript'), true],
    ['/assets/base-aaaaaaaa.js', answer('<!doctype html>', 'text/html'), false],
    ['/assets/base-aaaaaaaa.js', answer('gone', 'text/plain', 404), false],
    ['/assets/base-aaaaaaaa.js', answer('part', 'text/javascript', 206), false],
    ['/icons/icon.svg', answer('<svg/>', 'image/svg+xml'), true],
    ['/index.html', page('index-aaaaaaaa.js', 'base-aaaaaaaa.js'), true],
    ['/index.html', page('index-bbbbbbbb.js', 'base-aaaaaaaa.js'), false],
    ['/index.html', answer('<p>Please log in</p>', 'text/html'), false],
    ['/index.html', answer('{}', 'application/json'), false],
  ])('%s', async (path, response, sound) => {
    expect(await isSound(path, response, files)).toBe(sound)
  })

  it('with its body still to be read', async () => {
    const response = page('index-aaaaaaaa.js')
    await isSound('/index.html', response, files)
    expect(await response.text()).toContain('index-aaaaaaaa')
  })
})

it('workbox keeps and uses nothing else', async () => {
  const plugin = soundOnly(files)
  const request = new Request('http://127.0.0.1/assets/base-aaaaaaaa.js')
  const good = answer('code', 'text/javascript')
  const bad = answer('<html>', 'text/html')
  expect(await plugin.cacheWillUpdate({ request, response: good })).toBe(good)
  expect(await plugin.cacheWillUpdate({ request, response: bad })).toBeNull()
  expect(await plugin.cachedResponseWillBeUsed({ request, cachedResponse: good })).toBe(good)
  expect(await plugin.cachedResponseWillBeUsed({ request, cachedResponse: bad })).toBeNull()
  expect(await plugin.cachedResponseWillBeUsed({ request })).toBeNull()
})
