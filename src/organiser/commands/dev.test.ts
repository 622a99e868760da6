import { expect, it } from 'vitest'
import { start } from '../testing/command.ts'
import { createScratch } from '../testing/source.ts'

it('serves the app from source before a gateway of its own, and ends both', async () => {
  using scratch = createScratch()
  await using running = start(['dev', '--port', '0', '--data', scratch.in('data')])
  const [, app = ''] = await running.printed(/Local: +(http:\S+:\d+)\//)
  const [, gateway = ''] = await running.printed(/Gateway, edition and broadcast: (http:\S+:\d+)\n/)
  const get = async (url: string): Promise<string> => (await fetch(url)).text()
  expect(await get(`${app}/give`)).toContain('/@vite/client')
  for (const path of ['/v1/health', '/edition/manifest.json', '/broadcast/main.m3u8'])
    expect(await get(`${app}${path}`)).toBe(await get(`${gateway}${path}`))
  expect(await running.end('SIGINT')).toBe(0)
  await expect(fetch(`${gateway}/v1/health`)).rejects.toThrow()
})
