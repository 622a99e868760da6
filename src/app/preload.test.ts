// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'

let preload: typeof import('./preload.ts').preload
beforeEach(async () => {
  document.head.replaceChildren()
  vi.resetModules()
  ;({ preload } = await import('./preload.ts'))
})

const links = () => [...document.head.querySelectorAll('link')]
const asked = () => links().map((link) => `${link.rel} ${link.getAttribute('href')}`)
const style = (): HTMLLinkElement => document.head.querySelector('link[rel=stylesheet]') as HTMLLinkElement

it('asks for everything at once, waits for styles, then runs the code', async () => {
  const load = vi.fn(async () => 'code')
  const done = preload(load, ['assets/a.js', 'assets/a.css'])
  expect(asked()).toEqual(['modulepreload /assets/a.js', 'stylesheet /assets/a.css'])
  await Promise.resolve()
  expect(load).not.toHaveBeenCalled()
  style().dispatchEvent(new Event('load'))
  expect(await done).toBe('code')
})

it('asks for nothing twice, and waits for a style that another asked for', async () => {
  const load = vi.fn(async () => 'code')
  const both = [preload(load, ['assets/a.css']), preload(load, ['assets/a.css'])]
  expect(links()).toHaveLength(1)
  expect(load).not.toHaveBeenCalled()
  style().dispatchEvent(new Event('load'))
  await Promise.all(both)
  await preload(load, ['assets/a.css'])
  expect(links()).toHaveLength(1)
})

it('asks again for a style that did not come, and never runs the code without it', async () => {
  const load = vi.fn(async () => 'code')
  const failed = preload(load, ['assets/a.css'])
  style().dispatchEvent(new Event('error'))
  await expect(failed).rejects.toThrow(TypeError)
  const again = preload(load, ['assets/a.css'])
  expect(links()).toHaveLength(1)
  expect(load).not.toHaveBeenCalled()
  style().dispatchEvent(new Event('load'))
  expect(await again).toBe('code')
})

it('needs nothing for code that stands alone', async () => {
  expect(await preload(async () => 'code')).toBe('code')
})

it('tells of code that does not come, and says so to whoever wanted it', async () => {
  const { missing } = await import('./preload.ts')
  missing.tell = vi.fn()
  await expect(preload(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toThrow(TypeError)
  expect(missing.tell).toHaveBeenCalledOnce()
})
