import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())
const load = async () => (await import('./worker-address.ts')).workerAddress

it('is plain text where the browser knows no Trusted Types', async () => {
  expect((await load())()).toBe('/sw.js')
})

it('comes by one policy, made once, which makes this address of whatever it is given', async () => {
  const rules: { createScriptURL(text: string): string }[] = []
  const createPolicy = vi.fn((_name: string, rule: { createScriptURL(text: string): string }) => {
    rules.push(rule)
    return { createScriptURL: (text: string) => ({ trusted: rule.createScriptURL(text) }) }
  })
  vi.stubGlobal('trustedTypes', { createPolicy })
  const workerAddress = await load()
  expect(workerAddress()).toEqual({ trusted: '/sw.js' })
  expect(workerAddress()).toBe(workerAddress())
  expect(createPolicy).toHaveBeenCalledTimes(1)
  expect(createPolicy.mock.calls[0]?.[0]).toBe('sada-worker')
  expect(rules[0]?.createScriptURL('https://evil.example/')).toBe('/sw.js')
})
