import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { links } from './links.ts'

it('names the drawn links and every recorded one', () => {
  const files = readdirSync(new URL('../fixtures/traces/', import.meta.url)).filter((file) =>
    file.endsWith('.json'),
  )
  expect(files.length).toBeGreaterThan(5)
  expect(links.size).toBe(8 + files.length)
  for (const name of ['square', 'outage-hang', 'resets', 'metro-72'])
    expect(links.get(name)?.length).toBeGreaterThan(0)
})
