import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { treasuryPath } from '../../shared/treasury/api.ts'
import { start, temporaryFolder } from '../testing/world.ts'

it('is served under its path, with a policy that lets nothing in, and never where it was not built', async () => {
  using folder = temporaryFolder()
  const page = join(folder.path, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Treasurer</title>')
  writeFileSync(join(page, 'assets/index-1a2B3c4D.js'), 'export {}')
  const running = await start({ data: folder.path, treasurerPage: page, mounts: { '/': folder.path } })
  const index = await running.get(treasuryPath)
  expect(await index.text()).toContain('<title>Treasurer</title>')
  expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(index.headers.get('cache-control')).toBe('no-cache')
  expect(index.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(index.headers.get('access-control-allow-origin')).toBeNull()
  const code = await running.get(`${treasuryPath}assets/index-1a2B3c4D.js`)
  expect([code.status, code.headers.get('cache-control')]).toEqual([
    200,
    'private, max-age=31536000, immutable',
  ])
  expect((await running.get(`${treasuryPath}assets/index.js`)).status).toBe(404)
  await running.gateway.close()

  const without = await start({ data: folder.path, mounts: { '/': folder.path } })
  expect((await without.get(treasuryPath, { accept: 'text/html' })).status).toBe(404)
  await without.gateway.close()
})
