import { expect, test } from '@playwright/test'
import { links } from '../bench/links.ts'
import { measure } from '../bench/measure.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'

/** A short form of `npm run bench:voice`, so that a change that costs speech does not pass. */
let server: EveningServer

test.beforeAll(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterAll(() => server.remove())

for (const link of ['square', 'metro-140'])
  test(`on the link ${link} no speech is skipped, and most of what it carries is heard`, async ({
    browser,
  }) => {
    const trace = links.get(link) ?? []
    const row = await measure({ player: 'sada', link, trace, seconds: 40, browser, port: server.port })
    expect(row.score.skipped).toBe(0)
    expect(row.score.heard).toBeGreaterThan(row.limit.heard * 0.5)
  })
